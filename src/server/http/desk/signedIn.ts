import type { DeskPerson } from '../../../contract/desk.ts';

/** The person who calls. Routes with access `agent` and above are only reached by somebody who signed in. */
export function signedIn(person: DeskPerson | undefined): DeskPerson {
  if (person === undefined) throw new Error('a desk route was reached without a person');
  return person;
}
