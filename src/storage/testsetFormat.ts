import { JiedaError } from '../base/errors.ts';
import { testLineSchema, type TestLine } from '../contract/content/testset.ts';

/**
 * Reads lines `text<TAB>intent[<TAB>emotion]`; empty lines and a byte-order mark are skipped.
 * @throws JiedaError `content.invalid` with the first lines that are none.
 */
export function parseTestset(name: string, tsv: string): TestLine[] {
  const problems: string[] = [];
  const lines = tsv.replace(/^\ufeff/, '').split(/\r?\n/).flatMap((written, index) => {
    if (written.trim() === '') return [];
    const [text, intent, emotion, ...more] = written.split('\t');
    const parsed = testLineSchema.safeParse({ text, intent: intent?.trim(), ...(emotion !== undefined && emotion.trim() !== '' && { emotion: emotion.trim() }) });
    if (parsed.success && more.length === 0) return [parsed.data];
    problems.push(`${name}:${index + 1}: text<TAB>intent[<TAB>emotion]`);
    return [];
  });
  if (problems.length > 0) throw new JiedaError('content.invalid', { problems: problems.slice(0, 5) });
  return lines;
}

export function formatTestset(lines: readonly TestLine[]): string {
  return lines.map(({ text, intent, emotion }) => `${[text, intent, ...(emotion === undefined ? [] : [emotion])].join('\t')}\n`).join('');
}
