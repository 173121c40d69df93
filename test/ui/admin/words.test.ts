import { expect, test } from '@jest/globals';
import { en } from '../../../src/ui/admin/words/en.ts';
import { zh } from '../../../src/ui/admin/words/zh.ts';

type Tree = { [key: string]: string | Tree };

function sentences(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : sentences(value, `${path}${key}.`)));
}
const gaps = (sentence: string) => [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort();
const chinese = new Map(sentences(zh));
const english = new Map(sentences(en));

test('English says everything that Chinese says, and the other way round', () => {
  expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
});

test('both fill the same gaps, none is empty, none has a character that vue-i18n would read as syntax', () => {
  for (const [key, sentence] of chinese) {
    expect([key, gaps(english.get(key) ?? '')]).toEqual([key, gaps(sentence)]);
    for (const one of [sentence, english.get(key) ?? '']) expect([key, one]).toEqual([key, expect.stringMatching(/^[^@]+$/)]);
  }
});

test('no exclamation marks', () => {
  for (const [, sentence] of [...chinese, ...english]) expect(sentence).not.toMatch(/[!！]/);
});
