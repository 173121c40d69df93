import { describe, expect, test } from '@jest/globals';
import { learnHere, type Learning } from '../../src/studio/learning.ts';
import { learnInThread } from '../support/learning.ts';
import { INTENTS, LEXICONS } from '../text/content.ts';

const content = { intents: INTENTS, lexicons: LEXICONS };

type Told = { stage: string; part: number };

async function toldBy(learning: Learning): Promise<Told[]> {
  const told: Told[] = [];
  await learning('train', content, { onProgress: (done, total, stage) => told.push({ stage, part: done / total }) });
  return told;
}

describe('learning in a thread of its own', () => {
  test('gives what learning here gives', async () => {
    const [aside, here] = [await learnInThread('train', content), await learnHere('train', content)];
    expect(Buffer.from(aside).equals(Buffer.from(here))).toBe(true);
    expect(await learnInThread('judge', content)).toEqual(await learnHere('judge', content));
  });

  test('lets this thread go on', async () => {
    const { performance } = globalThis;
    const before = performance.eventLoopUtilization();
    await learnInThread('train', content);
    const { idle } = performance.eventLoopUtilization(before);
    expect(idle).toBeGreaterThan(0);
  });

  test.each([['here', learnHere], ['in a thread', learnInThread]] as const)('tells how far each stage is, to its end: %s', async (_, learning) => {
    const told = await toldBy(learning);
    expect([...new Set(told.map(({ stage }) => stage))]).toEqual(['reading', 'intents', 'emotions']);
    for (const stage of ['reading', 'intents', 'emotions']) {
      const parts = told.filter((one) => one.stage === stage).map(({ part }) => part);
      expect(parts).toEqual([...parts].sort((a, b) => a - b));
      expect(parts.at(-1)).toBe(1);
    }
  });

  test.each(['reading', 'intents', 'emotions'])('ends when it is told to, while at %s', async (at) => {
    const abort = new AbortController();
    const stages: string[] = [];
    const learned = learnInThread('train', content, {
      signal: abort.signal,
      onProgress(_done, _total, stage) {
        stages.push(stage);
        if (stage === at) abort.abort(new Error('no longer needed'));
      },
    });
    await expect(learned).rejects.toThrow('no longer needed');
    expect(stages.at(-1)).toBe(at);
    expect(stages.filter((stage) => stage === at)).toHaveLength(1);
  });

  test('fails with what the thread fails with', async () => {
    const refused = INTENTS.map((intent, index) => (index === 0 ? { ...intent, id: 'constructor' } : intent));
    await expect(learnInThread('train', { ...content, intents: refused })).rejects.toThrow('not a label: constructor');
  });
});
