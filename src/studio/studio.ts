import type { Clock } from '../base/clock.ts';
import { JiedaError } from '../base/errors.ts';
import type { Random } from '../base/random.ts';
import type { Meaning } from '../contract/meaning.ts';
import type { LookUpResult } from '../contract/order.ts';
import { ContentDraft } from '../storage/content.ts';
import type { Storage } from '../storage/driver.ts';

/** What the studio needs of the program it runs in. */
export type StudioSurroundings = {
  storage: Storage;
  clock: Clock;
  random: Random;
  /** IANA time zone of the desk. */
  timeZone: string;
  /** What serves customers now. @throws JiedaError `release.none`. */
  serving: { current(): { number: number; understanding: { understand(text: string): Meaning } } };
  orders(orderNumber: string): Promise<LookUpResult>;
};

/** Where admins work on the content draft. `edits`: whether this node changes it. */
export type Studio = StudioSurroundings & { draft: ContentDraft; edits: boolean };

/** Opens the draft at `contentPath`. One studio a process: its saves go one after another. */
export function openStudio({ contentPath, studio }: { contentPath: string; studio: boolean }, surroundings: StudioSurroundings): Studio {
  const { storage, clock, random, timeZone, serving, orders } = surroundings;
  return { storage, clock, random, timeZone, serving, orders, draft: new ContentDraft(contentPath), edits: studio };
}

/** @throws JiedaError `content.read_only` on a node that does not edit. */
export function requireEditing({ edits }: Studio): void {
  if (!edits) throw new JiedaError('content.read_only');
}

/** Who does something, and from where. */
export type Author = { id: string; address: string };
