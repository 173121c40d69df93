import { toIso } from '../base/clock.ts';
import type { Role } from '../contract/desk.ts';
import { invite } from '../desk/account.ts';
import { listPeople } from '../desk/presence.ts';
import { joinPath } from '../server/http/desk/account.ts';
import { printJson, withRuntime } from './common.ts';

/** `jieda user invite`: a one-time link with which a colleague creates an account. */
export async function runInvite({ role, json = false }: { role: Role; json?: boolean }): Promise<void> {
  await withRuntime(async (runtime, config) => {
    const { token, expiresAt_ms } = await invite(runtime, role);
    const link = `${config.publicUrl ?? `http://localhost:${config.port}`}${joinPath(token)}`;
    if (json) printJson({ link, role, expiresAt: toIso(expiresAt_ms) });
    else process.stdout.write(`${link}\n`);
  });
}

/** `jieda user list`: everybody who has an account. */
export async function runListPeople({ json = false }: { json?: boolean }): Promise<void> {
  await withRuntime(async (runtime) => {
    for (const person of await listPeople(runtime)) {
      if (json) printJson(person);
      else process.stdout.write(`${person.workerNumber}  ${person.login}  ${person.name}  ${person.role}${person.online ? '  在线' : ''}\n`);
    }
  });
}
