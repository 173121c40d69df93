import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { watchSleep } from '../../../../src/ui/desk/live/sleep.ts';

describe('a page that stands still', () => {
  let woken: number;
  let page: { hidden: boolean; look(): void };
  let stop: () => void;
  beforeEach(() => {
    jest.useFakeTimers();
    woken = 0;
    let listener: () => void = () => undefined;
    page = { hidden: false, look: () => listener() };
    stop = watchSleep(() => (woken += 1), {
      get hidden() {
        return page.hidden;
      },
      addEventListener: (_type, added) => void (listener = added),
      removeEventListener: () => void (listener = () => undefined),
    });
  });
  afterEach(() => {
    stop();
    jest.useRealTimers();
  });
  const sleep = (ms: number) => jest.setSystemTime(Date.now() + ms);

  it('is told once when it goes on, and not while it only goes on', () => {
    jest.advanceTimersByTime(60_000);
    expect(woken).toBe(0);
    sleep(30_000);
    jest.advanceTimersByTime(2_000);
    expect(woken).toBe(1);
    jest.advanceTimersByTime(60_000);
    expect(woken).toBe(1);
  });

  it('is told when somebody looks at it again, not while it is out of sight', () => {
    page.hidden = true;
    for (let minute = 0; minute < 3; minute += 1) {
      sleep(60_000);
      jest.advanceTimersByTime(2_000);
    }
    expect(woken).toBe(0);
    page.hidden = false;
    page.look();
    expect(woken).toBe(1);
  });

  it('is told nothing more once it is over', () => {
    stop();
    sleep(60_000);
    jest.advanceTimersByTime(10_000);
    page.look();
    expect(woken).toBe(0);
  });
});
