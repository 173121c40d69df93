import type { Clock } from '../base/clock.ts';
import { JiedaError } from '../base/errors.ts';
import type { Ids } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { Random } from '../base/random.ts';
import type { SettingName, SettingValue } from '../contract/desk/settings.ts';
import type { Meaning } from '../contract/meaning.ts';
import type { LookUpResult } from '../contract/order.ts';
import { ContentDraft } from '../storage/content.ts';
import type { Storage } from '../storage/driver.ts';
import type { Jobs } from './job/job.ts';

/** What the studio needs of the program it runs in. */
export type StudioSurroundings = {
  storage: Storage;
  clock: Clock;
  random: Random;
  ids: Ids;
  log: Log;
  /** IANA time zone of the desk. */
  timeZone: string;
  /** What serves customers now. @throws JiedaError `release.none`. */
  serving: { current(): { number: number; understanding: { understand(text: string): Meaning } } };
  orders(orderNumber: string): Promise<LookUpResult>;
  /** What admins have set. */
  settings: { get<Name extends SettingName>(name: Name): SettingValue<Name> };
};

/** Where admins work on the content draft. `edits`: whether this node changes it. `jobs`: the long work that it does now. */
export type Studio = StudioSurroundings & { draft: ContentDraft; edits: boolean; jobs: Jobs };

/** Opens the draft at `contentPath`. One studio a process: its saves go one after another. */
export function openStudio({ contentPath, studio }: { contentPath: string; studio: boolean }, surroundings: StudioSurroundings): Studio {
  const { storage, clock, random, ids, log, timeZone, serving, orders, settings } = surroundings;
  return { storage, clock, random, ids, log, timeZone, serving, orders, settings, draft: new ContentDraft(contentPath), edits: studio, jobs: new Map() };
}

/** @throws JiedaError `content.read_only` on a node that does not edit. */
export function requireEditing({ edits }: Studio): void {
  if (!edits) throw new JiedaError('content.read_only');
}

/** Who does something, and from where. */
export type Author = { id: string; address: string };
