import type { Clock } from '../base/clock.ts';
import { JiedaError } from '../base/errors.ts';
import type { Ids } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { Random } from '../base/random.ts';
import type { Meaning } from '../contract/meaning.ts';
import type { DemoOrder } from '../contract/content/demo.ts';
import type { SettingName, SettingValue } from '../contract/desk/settings.ts';
import type { LookUpResult } from '../contract/order.ts';
import type { ClassifierChoice } from '../text/calibrate.ts';
import { ContentDraft } from '../storage/content.ts';
import type { Storage } from '../storage/driver.ts';
import type { LookUp } from './conversations/play.ts';
import type { Jobs } from './job/job.ts';
import { examineAside, type Examining } from './doctor/aside.ts';
import { learnAside, type Learning } from './learning.ts';

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

/** A shop with these orders, whose dates are relative to `now_ms()`: where written conversations are played. */
export type ShopOf = (orders: DemoOrder[], now_ms: () => number) => LookUp;

/** How the studio does its work: long work in threads of its own unless something else is said; without `shopOf` no order is ever found out about. */
export type StudioWays = { learning?: Learning; examining?: Examining; shopOf?: ShopOf };

/** What the studio is told by the configuration. `contentPath`: the folder of the draft; `classifier`: who ranks the intents. */
export type StudioOptions = { contentPath: string; studio: boolean; classifier?: ClassifierChoice };

/** Where admins work on the content draft. `edits`: whether this node changes it. `jobs`: the long work that it does now. */
export type Studio = StudioSurroundings & Required<StudioWays> & { draft: ContentDraft; contentPath: string; classifier: ClassifierChoice; edits: boolean; jobs: Jobs };

const noShop: ShopOf = () => async () => ({ outcome: 'failed' });

/** Opens the draft at `contentPath`. One studio a process: its saves go one after another. */
export function openStudio({ contentPath, studio, classifier = 'both' }: StudioOptions, surroundings: StudioSurroundings & StudioWays): Studio {
  const { storage, clock, random, ids, log, timeZone, serving, settings, orders, shopOf = noShop, learning = learnAside, examining = examineAside } = surroundings;
  return {
    storage, clock, random, ids, log, timeZone, serving, settings, orders, shopOf, learning, examining, contentPath, classifier,
    draft: new ContentDraft(contentPath), edits: studio, jobs: new Map(),
  };
}

/** @throws JiedaError `content.read_only` on a node that does not edit. */
export function requireEditing({ edits }: Studio): void {
  if (!edits) throw new JiedaError('content.read_only');
}

/** Who does something, and from where. */
export type Author = { id: string; address: string };
