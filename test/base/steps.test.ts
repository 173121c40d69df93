import { describe, expect, it } from '@jest/globals';
import { atOnce, paced, stepByStep, type Steps } from '../../src/base/steps.ts';

function* counted(seen: number[]): Steps<string> {
  for (const step of [1, 2, 3]) {
    seen.push(step);
    yield;
  }
  return 'done';
}

describe('work in steps', () => {
  it('is done in a row where nobody waits', () => {
    const seen: number[] = [];
    expect([atOnce(counted(seen)), seen]).toEqual(['done', [1, 2, 3]]);
  });

  it('lets others run between two steps', async () => {
    const seen: number[] = [];
    const working = stepByStep(counted(seen));
    expect(seen).toEqual([1]);
    const others = new Promise((resume) => setImmediate(resume)).then(() => [...seen]);
    expect((await others).length).toBeLessThan(3);
    expect([await working, seen]).toEqual(['done', [1, 2, 3]]);
  });

  it('paced, waits after each piece twice as long as it took', async () => {
    const pause = paced();
    const waited = async (work_ms: number): Promise<number> => {
      const until_ms = performance.now() + work_ms;
      while (performance.now() < until_ms);
      const from_ms = performance.now();
      await pause();
      return performance.now() - from_ms;
    };
    await pause();
    expect(await waited(20)).toBeGreaterThanOrEqual(39);
  });

  it('fails as the step fails', async () => {
    const failing = function* (): Steps<void> {
      yield;
      throw new Error('broken');
    };
    expect(() => atOnce(failing())).toThrow('broken');
    await expect(stepByStep(failing())).rejects.toThrow('broken');
  });
});
