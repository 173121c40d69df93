import type { Clock } from '../base/clock.ts';
import type { Outside } from '../base/guardedOutbound.ts';
import type { Ids } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { Random } from '../base/random.ts';
import type { Storage } from '../storage/driver.ts';
import type { EventBus } from './events.ts';
import type { Forbidden } from './forbidden.ts';
import type { OrderLookUp } from './orders.ts';
import type { Serving } from './serving.ts';
import type { Settings } from './settings.ts';
import type { Shadow } from './shadow.ts';

/** What turns run on. Made once by a composition root; tests make their own. */
export type Runtime = {
  storage: Storage;
  events: EventBus;
  serving: Serving;
  settings: Settings;
  /** The release that listens beside the one that serves, where there is one. */
  shadow: Shadow;
  forbidden: Forbidden;
  orders: OrderLookUp;
  /** The shop's system that passes notifications on to customers; without one nothing is queued for it. */
  notify: { url: string; secret: string } | null;
  /** Where webhooks may lead. */
  outside: Outside;
  clock: Clock;
  ids: Ids;
  random: Random;
  log: Log;
  /** IANA time zone of the desk. */
  timeZone: string;
};
