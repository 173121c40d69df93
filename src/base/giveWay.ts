import { existsSync, readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/** Where Linux tells a thread who it is: `<process>/task/<thread>`. */
const THREAD = '/proc/thread-self';

/**
 * Lets all other threads go before the one that calls this, so that customers are answered while a thread of its own does long work. On Linux,
 * where each thread has a priority; elsewhere nothing changes.
 */
export function giveWay(): void {
  if (!existsSync(THREAD)) return;
  const thread = Number(readlinkSync(THREAD).split('/').at(-1));
  setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
}
