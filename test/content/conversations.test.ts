import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { PROJECT_PATH } from '../../src/base/config.ts';
import { isLabel, play, type Played, type Stage } from '../../src/studio/conversations/play.ts';
import { readScripts } from '../../src/studio/conversations/read.ts';
import { LABELS_RIGHT, lineReport, printLine } from '../../src/studio/conversations/report.ts';
import { playAll } from '../../src/studio/conversations/run.ts';
import type { Scene, Script } from '../../src/studio/conversations/script.ts';
import { trainedStage } from '../studio/stage.ts';
import { TRAINING_MS } from '../support/trained.ts';

const OWN = await readScripts(join(PROJECT_PATH, 'dialogs/conversations'));
const MEASURED = await readScripts(join(PROJECT_PATH, 'test/evaluation/conversations'));

let stage: Stage;
beforeAll(async () => {
  stage = await trainedStage();
}, TRAINING_MS);

const cases = (scripts: Script[]) => scripts.flatMap((script) => script.scenes.map((scene): [string, Script, Scene] => [`${script.file}: ${script.title} (${scene.text})`, script, scene]));

/** What is not as expected, as people read it. */
function failuresOf({ lines }: Played, counts: (expected: { label: boolean }) => boolean): string[] {
  const failing = lines.map((line) => ({ ...line, failures: line.failures.filter(counts) })).filter(({ failures }) => failures.length > 0);
  return failing.flatMap((line) => printLine(lineReport(line)));
}

describe("the content's own conversations go as written", () => {
  test.each(cases(OWN))('%s', async (_name, script, scene) => expect(failuresOf(await play(script, scene, stage), () => true)).toEqual([]));
});

describe('in the conversations by which the bot is measured, it does what it should', () => {
  test.each(cases(MEASURED))('%s', async (_name, script, scene) => expect(failuresOf(await play(script, scene, stage), ({ label }) => !label)).toEqual([]));

  test('and understands most lines by themselves', async () => {
    const played = await playAll(MEASURED.map((script) => ({ ...script, scenes: script.scenes.slice(0, 1) })), stage);
    const labels = MEASURED.flatMap(({ lines }) => lines.flatMap(({ expectations }) => expectations.filter(({ text }) => isLabel(text)))).length;
    const wrong = played.flatMap(({ lines }) => lines.flatMap(({ failures }) => failures.filter(({ label }) => label))).length;
    expect(labels).toBeGreaterThan(100);
    expect((labels - wrong) / labels).toBeGreaterThanOrEqual(LABELS_RIGHT);
  });
});
