import type { DeskPerson } from '../../../contract/desk.ts';
import type { Author } from '../../../studio/studio.ts';
import { signedIn } from '../desk/signedIn.ts';

/** Whoever calls, as the studio notes them. */
export function authorOf({ person, address }: { person: DeskPerson | undefined; address: string }): Author {
  return { id: signedIn(person).id, address };
}
