import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_PATH } from '../../../src/base/config.ts';
import { en } from '../../../src/ui/admin/words/en.ts';
import { zh } from '../../../src/ui/admin/words/zh.ts';
import { sentences, spokenIn } from '../../support/language.ts';

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

test('English has Chinese words only where content is Chinese, too', () => {
  const chineseIn = [...english].filter(([, sentence]) => /\p{Script=Han}/u.test(sentence)).map(([key]) => key);
  expect(chineseIn.sort()).toEqual([
    'dialogs.newOption', 'dialogs.newText', 'look.greetingPlaceholder.zh', 'look.launcherPlaceholder.zh', 'look.namePlaceholder.zh', 'newQuestion.again.first', 'newQuestion.again.second',
    'newQuestion.again.third', 'newQuestion.choicesExample', 'newQuestion.labelExample', 'tests.example', 'tests.fileText', 'tests.madeTitle', 'testset.example',
  ]);
});

test('no exclamation marks', () => {
  for (const [, sentence] of [...chinese, ...english]) expect(sentence).not.toMatch(/[!！]/);
});

/** Files that read or write Chinese forms, whatever language the page speaks; and the name of the language itself. */
const CHINESE_FORMS = ['dialogs/script.ts', 'frame/StudioNav.vue', 'lexicons/pasting.ts', 'lexicons/problem.ts', 'tests/SyntaxHelp.vue', 'tests/lines.ts'];

test('what a page says stands with its words, marks between them included', () => {
  const root = join(PROJECT_PATH, 'src/ui/admin');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(vue|ts)$/.test(file) && !file.startsWith('words'));
  const chinese = files.filter((file) => /[\p{Script=Han}、。，；：（）]/u.test(readFileSync(join(root, file), 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*|<!--[^]*?-->/g, '')));
  expect(chinese.sort()).toEqual(CHINESE_FORMS);
});

test('a sentence is told from the other language’s, whatever stands in its gaps', () => {
  const isChinese = spokenIn(zh, en);
  expect(['已保存', '已把 3 句移到“保修”', 'Saved', 'Jieda', '退货之后还保修吗'].map(isChinese)).toEqual([true, true, false, false, false]);
});
