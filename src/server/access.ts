import { hashSecret } from '../base/ids.ts';
import { JiedaError } from '../base/errors.ts';
import type { DeskPerson, Role } from '../contract/desk.ts';
import { accessByToken } from '../conversation/read.ts';
import { signedInAs } from '../desk/account.ts';
import { refuseIfUsedUp, take } from './limiters.ts';
import type { Access, Server } from './route.ts';

const RANK: Record<Role, number> = { agent: 1, supervisor: 2, admin: 3 };

/** Whether a person may do what a route of this access does. */
export function mayUse(person: DeskPerson | undefined, access: Access): boolean {
  if (access === 'public' || access === 'visitor') return true;
  return person !== undefined && RANK[person.role] >= RANK[access];
}

/** @throws JiedaError `session.required`, `session.forbidden`. */
export async function requirePerson(server: Server, sessionToken: string | undefined, access: Access): Promise<DeskPerson> {
  const person = sessionToken === undefined ? undefined : await signedInAs(server.runtime, hashSecret(sessionToken));
  if (person === undefined) throw new JiedaError('session.required');
  if (!mayUse(person, access)) throw new JiedaError('session.forbidden');
  return person;
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
