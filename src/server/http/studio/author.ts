import type { DeskPerson } from '../../../contract/desk.ts';
import type { KeyHolder } from '../../../desk/account/apiKey.ts';
import type { Author } from '../../../studio/studio.ts';
import { caller } from '../desk/signedIn.ts';

/** Whoever calls, as the studio notes them. */
export function authorOf(call: { person: DeskPerson | undefined; key: KeyHolder | undefined; address: string }): Author {
  return { id: caller(call).id, address: call.address };
}
