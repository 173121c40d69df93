import { toIso } from '../../base/clock.ts';
import { LIMITS } from '../../base/limits.ts';
import type { ShadowReport } from '../../contract/studio/shadow.ts';
import { countShadow, handOverShadow, listShadow } from '../../storage/shadow.ts';
import { addSentences } from '../sentence/add.ts';
import type { Studio } from '../studio.ts';
import { findListed } from './read.ts';

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

/** Gives texts to those who label, once each. @returns how many. @throws JiedaError `content.read_only`. */
export async function handOverDifferences(studio: Studio, number: number, ids: readonly string[]): Promise<number> {
  const texts = await studio.storage.transaction((database) => handOverShadow(database, number, ids));
  if (texts.length > 0) await addSentences(studio, { source: `shadow of release ${number}`, texts });
  return texts.length;
}
