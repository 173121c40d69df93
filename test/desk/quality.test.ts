import { describe, expect, it } from '@jest/globals';
import { CRITERIA, totalOf, type Scores } from '../../src/contract/desk/quality.ts';

const ALL: Scores = { greet: 'yes', restate: 'yes', feeling: 'yes', solve: 'yes', ask: 'yes', close: 'yes', promise: 'yes', line: false };

describe('a score sheet', () => {
  it('counts by weight, of 100', () => {
    expect(Object.values(CRITERIA).reduce((sum, weight) => sum + weight, 0)).toBe(100);
    expect(totalOf(ALL)).toBe(100);
    expect(totalOf({ ...ALL, solve: 'no' })).toBe(70);
    expect(totalOf({ ...ALL, solve: 'partly', greet: 'no' })).toBe(75);
  });

  it('leaves out what did not apply', () => {
    // 15 of 85 are missing.
    expect(totalOf({ ...ALL, feeling: 'none', restate: 'no' })).toBe(82);
    expect(totalOf({ greet: 'none', restate: 'none', feeling: 'none', solve: 'none', ask: 'none', close: 'none', promise: 'none', line: false })).toBeNull();
  });

  it('is worth nothing where a line was crossed', () => {
    expect(totalOf({ ...ALL, line: true })).toBe(0);
  });
});
