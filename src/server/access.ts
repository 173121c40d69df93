import { hashSecret } from '../base/ids.ts';
import { JiedaError } from '../base/errors.ts';
import { API_KEY_PREFIX } from '../contract/desk/apiKeys.ts';
import type { DeskPerson, Role } from '../contract/desk.ts';
import { accessByToken } from '../conversation/read.ts';
import { signedInAs } from '../desk/account.ts';
import { keyHolder, type KeyHolder } from '../desk/account/apiKey.ts';
import { refuseIfUsedUp, take } from './limiters.ts';
import { scopesOf } from './policy.ts';
import type { Access, Server } from './route.ts';

const RANK: Record<Role, number> = { agent: 1, supervisor: 2, admin: 3 };

/** Whether a person may do what a route of this access does. */
export function mayUse(person: DeskPerson | undefined, access: Access): boolean {
  if (access === 'public' || access === 'visitor') return true;
  return person !== undefined && access !== 'key' && RANK[person.role] >= RANK[access];
}

/** @throws JiedaError `session.required`, `session.forbidden`. */
export async function requirePerson(server: Server, sessionToken: string | undefined, access: Access): Promise<DeskPerson> {
  const person = sessionToken === undefined ? undefined : await signedInAs(server.runtime, hashSecret(sessionToken));
  if (person === undefined) throw new JiedaError('session.required');
  if (!mayUse(person, access)) throw new JiedaError('session.forbidden');
  return person;
}

/** How somebody proves who they are: the secrets of their session, and what stands in the header `authorization`. */
export type Proof = { sessionToken: string | undefined; bearer: string | undefined; address: string };

/**
 * Whoever calls a route that is not open to everybody: a program where a key is given, else a person.
 * @throws JiedaError as {@link requirePerson} and {@link requireKey}; `key.forbidden` with the scopes that would do.
 */
export async function requireCaller(server: Server, { sessionToken, bearer, address }: Proof, route: { key: string; access: Access }): Promise<{ person?: DeskPerson; key?: KeyHolder }> {
  if (bearer?.startsWith(API_KEY_PREFIX)) {
    const key = await requireKey(server, bearer, address);
    await take(server.limiters.keyRequests, key.keyId);
    requireScope(server, key, route.key);
    return { key };
  }
  // What only programs call is asked for with a key, whoever signed in.
  if (route.access === 'key') throw new JiedaError('key.invalid');
  return { person: await requirePerson(server, sessionToken, route.access) };
}

/**
 * The program whose key this is. Wrong ones are counted by address, so that guessing ends soon.
 * @throws JiedaError `key.invalid`, `request.too_many`.
 */
export async function requireKey(server: Server, secret: string, address: string): Promise<KeyHolder> {
  const { keyGuesses } = server.limiters;
  await refuseIfUsedUp(keyGuesses, address);
  const holder = await keyHolder(server.runtime, secret);
  if (holder === undefined) {
    const { remainingPoints } = await take(keyGuesses, address);
    if (remainingPoints === 0) server.runtime.log.warn({ address }, 'somebody guesses keys of programs; their address has to wait');
    throw new JiedaError('key.invalid');
  }
  return holder;
}

function requireScope({ runtime }: Server, holder: KeyHolder, routeKey: string): void {
  const opening = scopesOf(routeKey);
  if (opening.some((scope) => holder.scopes.includes(scope))) return;
  runtime.log.warn({ key: holder.keyId, route: routeKey }, 'a key asks for what it has no scope for');
  throw new JiedaError('key.forbidden', { scopes: opening });
}

/**
 * Makes sure that the token opens the conversation. Wrong ones are counted by address, so that guessing ends soon.
 * @throws JiedaError `conversation.not_found`, `request.too_many`.
 */
export async function requireConversation(server: Server, id: string, token: string | undefined, address: string): Promise<void> {
  await refuseIfUsedUp(server.limiters.tokenGuesses, address);
  try {
    await accessByToken(server.runtime, id, token ?? '');
  } catch (error) {
    if (error instanceof JiedaError && error.code === 'conversation.not_found') {
      const { remainingPoints } = await take(server.limiters.tokenGuesses, address);
      if (remainingPoints === 0) server.runtime.log.warn({ address }, 'somebody guesses tokens of conversations; their address has to wait');
    }
    throw error;
  }
}
