import type { DeskPerson } from '../../../contract/desk.ts';
import type { KeyHolder } from '../../../desk/account/apiKey.ts';

/** The person who calls. Routes with access `agent` and above are only reached by somebody who signed in. */
export function signedIn(person: DeskPerson | undefined): DeskPerson {
  if (person === undefined) throw new Error('a desk route was reached without a person');
  return person;
}

/** Whoever calls, as the audit log names them: a person, or a program with its key. */
export function caller({ person, key }: { person: DeskPerson | undefined; key: KeyHolder | undefined }): { id: string } {
  return { id: key?.id ?? signedIn(person).id };
}
