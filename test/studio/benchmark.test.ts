import { expect, test } from '@jest/globals';
import { runBenchmark } from '../../src/studio/benchmark.ts';

const LINES: Record<string, string[]> = {
  ask_weather: ['今天天气怎么样', '明天下雨吗', '外面冷不冷', '周末会下雪吗', '气温多少度', '要带伞吗'],
  'play music': ['放首歌', '我想听周杰伦', '下一首', '播放音乐', '来点轻音乐', '把歌停了'],
};
const training = Object.entries(LINES).flatMap(([label, texts]) => texts.map((text) => `${text}\t${label}`)).join('\n');

test('a benchmark trains on the one file alone, whatever its labels are called, and tests on the other', async () => {
  const stages = new Set<string>();
  const result = await runBenchmark(training, '今天下雨吗\task_weather\n播放一首歌\tplay music\n汽车\tnever seen', (_done, _total, stage) => stages.add(stage));
  expect(result).toMatchObject({ trainTexts: 12, testTexts: 3, labels: 2, accuracy: 2 / 3 });
  expect([...stages]).toEqual(['reading', 'intents', 'emotions']);
}, 60_000);

test('a line of another form is named', async () => {
  await expect(runBenchmark(training, 'x')).rejects.toMatchObject({ code: 'evaluation.invalid', details: { line: 1 } });
});
