import type { TestLine } from '../../../contract/content/testset.ts';
import { emotionSchema, type Emotion } from '../../../contract/meaning.ts';

const FEELINGS: Readonly<Record<string, Emotion>> = { 平静: 'calm', 不满: 'upset', 生气: 'angry' };

/**
 * Lines `text`, `text<TAB>intent` or `text<TAB>intent<TAB>emotion`, as from a spreadsheet; intents by id or name. `wrong`: numbers (from 1) of those
 * that are none.
 */
export function readLines(written: string, intent: string, intents: readonly { id: string; name: string }[]): { lines: TestLine[]; wrong: number[] } {
  const ids = new Map(intents.flatMap(({ id, name }) => [[id, id], [name, id]] as const));
  const lines: TestLine[] = [];
  const wrong: number[] = [];
  for (const [index, line] of written.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const [text = '', named = '', feeling = '', ...more] = line.split('\t').map((cell) => cell.trim());
    const id = named === '' ? intent : ids.get(named);
    const emotion = Object.hasOwn(FEELINGS, feeling) ? FEELINGS[feeling] : emotionSchema.safeParse(feeling).data;
    if (text === '' || text.length > 500 || !id || (feeling !== '' && emotion === undefined) || more.length > 0) wrong.push(index + 1);
    else lines.push({ text, intent: id, ...(emotion !== undefined && { emotion }) });
  }
  return { lines, wrong };
}
