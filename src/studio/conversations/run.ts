import { play, type Played, type Stage } from './play.ts';
import type { Script } from './script.ts';

/** Plays every script in each of its scenes. */
export async function playAll(scripts: readonly Script[], stage: Stage): Promise<Played[]> {
  const played: Played[] = [];
  for (const script of scripts) for (const scene of script.scenes) played.push(await play(script, scene, stage));
  return played;
}
