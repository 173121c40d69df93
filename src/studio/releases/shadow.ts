import { toIso } from '../../base/clock.ts';
import { LIMITS } from '../../base/limits.ts';
import type { ShadowReport } from '../../contract/studio/shadow.ts';
import { audit } from '../../storage/audit.ts';
import { countShadow, findShadowTexts, handOverShadow, listShadow } from '../../storage/shadow.ts';
import { mapGently } from '../gently.ts';
import { saidIn } from '../sentence/add.ts';
import { takeIn } from '../sentence/intake.ts';
import type { Author, Studio } from '../studio.ts';
import { findListed } from './read.ts';

/** Texts understood in a row before customers get their turn. */
const IN_A_ROW = 10;

/** Where a release that listens beside the live one understood customers otherwise, grouped by what each took them for. @throws JiedaError `release.not_found`. */
export async function readShadow(studio: Studio, number: number): Promise<ShadowReport> {
  await findListed(studio, number);
  const { read } = studio.storage;
  const { release, share } = studio.settings.get('studio.shadow');
  const groups = new Map<string, ShadowReport['groups'][number]>();
  for (const { id, conversationId, at_ms, text, before, now, handedOver } of await listShadow(read, number, LIMITS.shadowPage)) {
    const key = `${before.intent} ${now.intent}`;
    const group = groups.get(key) ?? { before: before.intent, now: now.intent, differences: [] };
    group.differences.push({ id, conversationId, at: toIso(at_ms), text, before, now, handedOver });
    groups.set(key, group);
  }
  return {
    running: release === number, share, counts: await countShadow(read, number),
    groups: [...groups.values()].sort((a, b) => b.differences.length - a.differences.length),
  };
}

/** Gives texts to those who label, once each. @returns how many. */
export async function handOverDifferences(studio: Studio, by: Author, number: number, ids: readonly string[]): Promise<number> {
  const { storage, clock } = studio;
  const texts = await findShadowTexts(storage.read, number, ids);
  const understood = await mapGently([...texts], IN_A_ROW, ([id, text]) => [id, saidIn(studio, `shadow of release ${number}`, text)] as const);
  let handedOver = 0;
  for (let from = 0; from < understood.length; from += LIMITS.sentencesBatch) {
    const batch = new Map(understood.slice(from, from + LIMITS.sentencesBatch));
    handedOver += await storage.transaction(async (database) => {
      const marked = await handOverShadow(database, number, [...batch.keys()]);
      await takeIn(database, studio.ids, marked.flatMap((id) => batch.get(id) ?? []));
      if (marked.length > 0) await audit(database, { at_ms: clock.now_ms(), by: by.id, action: 'release.handed_over', on: String(number), from: by.address, details: { sentences: marked.length } });
      return marked.length;
    });
  }
  return handedOver;
}
