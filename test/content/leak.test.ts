import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PROJECT_PATH } from '../../src/base/config.ts';
import { ContentDraft } from '../../src/storage/content.ts';
import { alikePairs, lettersOf } from '../../src/studio/doctor/likeness.ts';
import { parseEvaluation } from '../../src/studio/evaluate.ts';
import { normalise } from '../../src/text/normalise.ts';

/** Shorter texts are alike by chance: there are not many ways to say thanks. */
const TELLING = 8;
const ALIKE = 0.9;

const read = (name: string) => readFileSync(join(PROJECT_PATH, 'test/evaluation', name), 'utf8');

/** The letters of a text; of one without letters, all of it. */
function bareOf(text: string): string {
  return lettersOf(text) || normalise(text).text;
}

/** Examples that are, or nearly are, one of the texts by which understanding is measured. */
function leaks(examples: readonly string[], measured: readonly string[]): string[] {
  const known = new Set(measured.map(bareOf));
  const same = examples.filter((text) => known.has(bareOf(text)));
  const telling = [...measured, ...examples].filter((text) => lettersOf(text).length >= TELLING);
  const ours = telling.length - examples.filter((text) => lettersOf(text).length >= TELLING).length;
  const alike = alikePairs(telling, ALIKE).filter(({ one, other }) => one < ours && other >= ours).map(({ one, other }) => `${telling[other]} ≈ ${telling[one]}`);
  return [...same, ...alike];
}

describe('the examples that understanding is trained on', () => {
  const examples = new ContentDraft(PROJECT_PATH).readAll().then(({ intents }) => intents.flatMap((intent) => intent.examples.map(({ text }) => text)));

  test('hold no line of the development set', async () => {
    const lines = parseEvaluation(read('dev.tsv')).map(({ text }) => text);
    expect(lines.length).toBeGreaterThan(500);
    expect(leaks(await examples, lines)).toEqual([]);
  });

  test("hold no customer's line of the dialog scripts", async () => {
    const lines = [...read('dialogs.md').matchAll(/^客户：(.+)$/gm)].map(([, line]) => line!);
    expect(lines.length).toBeGreaterThan(50);
    expect(leaks(await examples, lines)).toEqual([]);
  });
});

describe('the comparison', () => {
  test('sees a copy with other marks, script or width', () => {
    expect(leaks(['退款 幾天到賬？'], ['退款几天到账'])).toEqual(['退款 幾天到賬？']);
  });

  test('sees a copy with one more word', () => {
    expect(leaks(['我上个月在你们店里买的台灯不亮了怎么办呀'], ['我上个月在你们店里买的台灯不亮了怎么办'])).toHaveLength(1);
  });

  test('lets pass what only begins or sounds alike', () => {
    expect(leaks(['退货要几天', '？！', '请问一下退货的邮费谁出'], ['退款要几天', '。', '请问一下退款的邮费谁出'])).toEqual([]);
  });
});
