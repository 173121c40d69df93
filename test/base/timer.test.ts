import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { repeat } from '../../src/base/timer.ts';

describe('work that comes back', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('never runs twice at the same time, and goes on after a failure', async () => {
    const ends: (() => void)[] = [];
    const failures: unknown[] = [];
    let begun = 0;
    const work = () => {
      begun += 1;
      return begun === 2 ? Promise.reject(new Error('once')) : new Promise<void>((resolve) => ends.push(resolve));
    };
    const repeated = repeat(work, 10, (error) => failures.push(error));
    await jest.advanceTimersByTimeAsync(35);
    expect(begun).toBe(1);
    ends[0]?.();
    await jest.advanceTimersByTimeAsync(20);
    expect([begun, failures.length]).toEqual([3, 1]);
    ends[1]?.();
    await repeated.stop();
  });

  it('is over when it has been stopped', async () => {
    let end: () => void = () => undefined;
    let begun = 0;
    const repeated = repeat(() => {
      begun += 1;
      return new Promise<void>((resolve) => (end = resolve));
    }, 10, () => undefined);
    await jest.advanceTimersByTimeAsync(10);
    let stopped = false;
    const stopping = repeated.stop().then(() => (stopped = true));
    await jest.advanceTimersByTimeAsync(50);
    expect([begun, stopped]).toEqual([1, false]);
    end();
    await stopping;
    await jest.advanceTimersByTimeAsync(50);
    expect([begun, stopped]).toEqual([1, true]);
  });
});
