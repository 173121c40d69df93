import { readonly, shallowRef } from 'vue';
import { LIMITS } from '../../../base/limits.ts';
import type { OwnPresence, PresenceStatus } from '../../../contract/desk/routing.ts';
import { choosePresence, fetchPresence, tellIdle } from '../api/routing.ts';
import { tell } from '../frame/tell.ts';
import { wordsFor } from '../words/index.ts';

const current = shallowRef<OwnPresence | null>(null);

/** Own presence, as the server knows it; null until it has been fetched. */
export const presence = readonly(current);

/** Fetches it again; what cannot be fetched now is fetched with the next reconnection. */
export async function refreshPresence(): Promise<void> {
  const answer = await fetchPresence().catch(() => null);
  if (answer) current.value = answer.presence;
}

export async function setPresence(status: PresenceStatus): Promise<void> {
  try {
    current.value = (await choosePresence(status)).presence;
  } catch (error) {
    tell('error', wordsFor(error));
  }
}

/** When this person last touched any desk of this browser: several windows are one person. */
const KEY = 'jieda.desk.touched';
const LOOK_EVERY_MS = 15_000;
const NOTE_EVERY_MS = 5_000;

/** Tells the server when nobody touches the desk any more, and when somebody does again. @returns a function that stops it. */
export function watchIdle(): () => void {
  let noted = 0;
  let toldIdle = false;
  const touched = (): void => {
    const now = Date.now();
    if (now - noted < NOTE_EVERY_MS && !toldIdle) return;
    noted = now;
    localStorage.setItem(KEY, String(now));
    if (toldIdle || current.value?.reason === 'idle') void change(false);
  };
  const look = (): void => {
    const idle = Date.now() - Number(localStorage.getItem(KEY) ?? 0) > LIMITS.idle_ms;
    if (idle && !toldIdle && current.value?.status === 'online') void change(true);
    else if (!idle && toldIdle) void change(false);
  };
  const change = async (idle: boolean): Promise<void> => {
    toldIdle = idle;
    const answer = await tellIdle(idle).catch(() => null);
    if (answer) current.value = answer.presence;
  };
  touched();
  const timer = window.setInterval(look, LOOK_EVERY_MS);
  const events = ['pointerdown', 'keydown', 'wheel', 'pointermove'] as const;
  for (const name of events) window.addEventListener(name, touched, { passive: true });
  return () => {
    window.clearInterval(timer);
    for (const name of events) window.removeEventListener(name, touched);
  };
}
