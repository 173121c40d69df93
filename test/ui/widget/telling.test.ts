import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Telling } from '../../../src/ui/widget/telling.ts';

describe('what is being written', () => {
  let told: string[];
  let telling: Telling;
  beforeEach(() => {
    jest.useFakeTimers();
    told = [];
    telling = new Telling((text) => told.push(text));
  });
  afterEach(() => void jest.useRealTimers());

  it('is told every 0.7 s at most, and the last of it in the end', () => {
    for (const text of ['我', '我想', '我想退', '我想退货']) {
      telling.typed(text, true);
      jest.advanceTimersByTime(300);
    }
    expect(told).toEqual(['我', '我想退']);
    jest.advanceTimersByTime(700);
    expect(told).toEqual(['我', '我想退', '我想退货']);
  });

  it('is told at once when the field is emptied, and not any more once it is sent', () => {
    telling.typed('我想', true);
    telling.typed('', true);
    expect(told).toEqual(['我想', '']);
    telling.typed('我想退货', true);
    telling.forget();
    jest.advanceTimersByTime(5_000);
    expect(told).toEqual(['我想', '']);
  });

  it('is only told to be going on where nobody sees the words', () => {
    for (let second = 0; second < 7; second += 1) {
      telling.typed('字'.repeat(second + 1), false);
      jest.advanceTimersByTime(1_000);
    }
    expect(told).toHaveLength(3);
  });
});
