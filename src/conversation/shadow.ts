import { LIMITS } from '../base/limits.ts';
import type { Clock } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { Random } from '../base/random.ts';
import type { Meaning } from '../contract/meaning.ts';
import type { Storage } from '../storage/driver.ts';
import { addShadow, type ShadowDifference } from '../storage/shadow.ts';
import type { ClassifierChoice } from '../text/calibrate.ts';
import { maskMeaning } from '../text/maskMeaning.ts';
import { maskForLog } from '../text/privacy.ts';
import { loadRelease, type ServedRelease } from './serving.ts';
import type { Settings } from './settings.ts';

/** What a customer has said, as the live release understood it. `text` is as it came; it is masked before it is kept. */
export type Heard = { conversationId: string; seq: number; text: string; meaning: Pick<Meaning, 'intent' | 'confidence' | 'reason'>; live: number };

/** A release that listens to what customers say beside the one that answers, and says nothing. */
export type Shadow = {
  /** Hands over what was said, once its turn is committed. Never waits; beyond `LIMITS.shadowQueue` texts it is only counted. */
  heard(heard: Heard): void;
  /** Loads the release that the setting names, or lets go of it, and writes down what was found since the last time. */
  refresh(): Promise<void>;
  /** Goes through what waits, and writes it down. */
  close(): Promise<void>;
};

type Surroundings = { storage: Storage; settings: Settings; clock: Clock; ids: Ids; random: Random; log: Log };

export function openShadow({ storage, settings, clock, ids, random, log }: Surroundings, classifier: ClassifierChoice = 'both'): Shadow {
  let candidate: ServedRelease | null = null;
  /** A release that cannot be loaded is tried again only once another one, or none, was named in between. */
  let refused: number | null = null;
  const waiting: Heard[] = [];
  let working: Promise<void> | null = null;
  let found = nothing();
  let refreshing: Promise<void> = Promise.resolve();

  async function work(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      // A turn of a customer comes first.
      await new Promise((resume) => setImmediate(resume));
      if (candidate !== null && candidate.number !== next.live) compare(candidate, next);
    }
  }

  function compare(shadow: ServedRelease, { conversationId, seq, text, meaning, live }: Heard): void {
    const other = maskMeaning(shadow.understanding.understand(text));
    if (other.intent === meaning.intent) {
      found.agreed.set(live, (found.agreed.get(live) ?? 0) + 1);
      return;
    }
    found.differences.push({
      id: ids.id(), release: shadow.number, live, conversationId, seq, at_ms: clock.now_ms(), text: maskForLog(other.text),
      before: { intent: meaning.intent, confidence: meaning.confidence, reason: meaning.reason },
      now: { intent: other.intent, confidence: other.confidence, reason: other.reason }, handedOver: false,
    });
  }

  async function load(): Promise<void> {
    const { release } = settings.get('studio.shadow');
    if (release !== refused) refused = null;
    if (release === (candidate?.number ?? null) || release === refused) return;
    const before = candidate;
    candidate = null;
    waiting.length = 0;
    // What it heard while this was written the first time.
    await write(before?.number).catch((error: unknown) => {
      candidate = before;
      throw error;
    });
    if (release === null) return;
    try {
      candidate = await loadRelease(storage, release, classifier);
      log.info({ release }, 'a release listens in the shadow');
    } catch (error) {
      refused = release;
      log.error({ err: error, release }, 'a release cannot listen in the shadow');
    }
  }

  /** What cannot be written waits for the next time. */
  async function write(number: number | undefined): Promise<void> {
    const taken = found;
    if (number === undefined || (taken.agreed.size === 0 && taken.differences.length === 0 && taken.dropped.size === 0)) return;
    found = nothing();
    try {
      await storage.transaction((database) => addShadow(database, number, taken));
    } catch (error) {
      found = together(taken, found);
      throw error;
    }
  }

  async function refresh(): Promise<void> {
    await write(candidate?.number);
    await load();
  }

  return {
    heard(heard) {
      if (candidate === null || random(100) >= settings.get('studio.shadow').share * 100) return;
      if (waiting.length >= LIMITS.shadowQueue) {
        found.dropped.set(heard.live, (found.dropped.get(heard.live) ?? 0) + 1);
        return;
      }
      waiting.push(heard);
      working ??= work()
        .catch((error: unknown) => log.error({ err: error }, 'the shadow could not understand a text'))
        .finally(() => (working = null));
    },
    refresh() {
      refreshing = refreshing.then(refresh, refresh);
      return refreshing;
    },
    async close() {
      await working;
      await write(candidate?.number);
    },
  };
}

/** Counts are by the number of the live release. */
type Found = { agreed: Map<number, number>; dropped: Map<number, number>; differences: ShadowDifference[] };

function nothing(): Found {
  return { agreed: new Map(), dropped: new Map(), differences: [] };
}

function together(one: Found, other: Found): Found {
  const sum = (name: 'agreed' | 'dropped'): Map<number, number> => {
    const counts = new Map(one[name]);
    for (const [live, count] of other[name]) counts.set(live, (counts.get(live) ?? 0) + count);
    return counts;
  };
  return { agreed: sum('agreed'), dropped: sum('dropped'), differences: [...one.differences, ...other.differences] };
}
