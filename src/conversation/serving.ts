import { JiedaError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { compileDialogs, type DialogContent } from '../dialog/content.ts';
import type { Storage } from '../storage/driver.ts';
import { activeReleaseNumber, findRelease } from '../storage/release.ts';
import type { ClassifierChoice } from '../text/calibrate.ts';
import { loadUnderstanding } from '../text/model.ts';
import type { Understanding } from '../text/understand.ts';

/** A release in memory, ready to serve. A turn takes one at its start and uses no other. */
export type ServedRelease = {
  number: number;
  hash: string;
  understanding: Understanding;
  dialogs: DialogContent;
  /** Intent id → display name. */
  intentNames: ReadonlyMap<string, string>;
};

/** The release that serves customers on this node. */
export type Serving = {
  /** @throws JiedaError `release.none` before the first one is loaded. */
  current(): ServedRelease;
  /** Loads the active release if it is another one than is being served. A damaged one is refused: the previous one goes on serving. */
  refresh(): Promise<void>;
};

export function openServing(storage: Storage, log: Log, classifier: ClassifierChoice = 'both'): Serving {
  let served: ServedRelease | null = null;
  let refreshing: Promise<void> = Promise.resolve();

  async function load(): Promise<void> {
    const number = await activeReleaseNumber(storage.read);
    if (number === null || number === served?.number) return;
    try {
      served = await loadRelease(storage, number, classifier);
      log.info({ release: number, hash: served.hash }, 'serving release');
    } catch (error) {
      if (served === null) throw error;
      log.error({ err: error, release: number, stillServing: served.number }, 'release cannot be served');
    }
  }

  return {
    current() {
      if (served === null) throw new JiedaError('release.none');
      return served;
    },
    refresh() {
      refreshing = refreshing.then(load, load);
      return refreshing;
    },
  };
}

export async function loadRelease(storage: Storage, number: number, classifier: ClassifierChoice = 'both'): Promise<ServedRelease> {
  const { hash, content, model } = await findRelease(storage.read, number);
  return {
    number,
    hash,
    understanding: loadUnderstanding(content, model, classifier),
    dialogs: compileDialogs(content.dialogs, content.figures, content.intents, content.caution),
    intentNames: new Map(content.intents.map(({ id, name }) => [id, name])),
  };
}
