import type { CheckedLine } from '../../../contract/studio/intents.ts';

/** What is to be said of a line before it becomes an example; empty for a good new one. */
export function remarkOn({ verdict, like, elsewhere }: CheckedLine, names: ReadonlyMap<string, string>, t: (key: string, values: Record<string, unknown>) => string): string {
  const nameOf = (id: string): string => names.get(id) ?? id;
  const remarks: string[] = [];
  if (verdict === 'tooLong' || verdict === 'repeated') remarks.push(t(`verdict.${verdict}`, {}));
  if (like && verdict === 'duplicate') remarks.push(t('verdict.duplicate', { name: nameOf(like.intent) }));
  if (like && verdict === 'near') remarks.push(t('verdict.near', { name: nameOf(like.intent), text: like.text }));
  if (elsewhere) remarks.push(t('intent.elsewhere', { name: nameOf(elsewhere.intent), percent: Math.round(elsewhere.confidence * 100) }));
  return remarks.join(' ');
}
