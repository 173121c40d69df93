import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pauseAfter } from '../../base/steps.ts';
import { demoOrdersSchema, type DemoOrder } from '../../contract/content/demo.ts';
import type { ReleaseContent } from '../../contract/content/release.ts';
import type { PlayedConversations } from '../../contract/studio/evaluation.ts';
import { compileDialogs } from '../../dialog/content.ts';
import { createForbidden } from '../../text/forbidden/check.ts';
import type { Understanding } from '../../text/understand.ts';
import { play, type Played, type Stage } from '../conversations/play.ts';
import { readScripts } from '../conversations/read.ts';
import { reportOn, type ConversationReport } from '../conversations/report.ts';
import type { Script } from '../conversations/script.ts';
import type { Progress } from '../learning.ts';
import type { Studio } from '../studio.ts';

/** Plays the content's written conversations with a release. `null` where there are none. @throws what `signal` is aborted with. */
export async function playConversations(
  studio: Studio, content: ReleaseContent, understanding: Understanding, progress: Progress, signal?: AbortSignal,
): Promise<PlayedConversations | null> {
  const folder = join(studio.contentPath, 'dialogs/conversations');
  if (!existsSync(folder)) return null;
  const played = await playScenes(await readScripts(folder), await stageOf(studio, content, understanding), progress, signal);
  const { results, ...counts } = reportOn(played);
  return { ...counts, failed: results.filter(({ failures }) => failures > 0).map(failedOf) };
}

/** Where conversations are played with this content: in the demo shop. @throws JiedaError `content.invalid` for dialogs that do not compile. */
export async function stageOf(studio: Studio, content: Pick<ReleaseContent, 'dialogs' | 'figures' | 'intents' | 'caution'>, understanding: Pick<Understanding, 'understand'>): Promise<Stage> {
  // Each takes some tens of milliseconds; customers are answered in between.
  const begun_ms = performance.now();
  const dialogs = compileDialogs(content.dialogs, content.figures, content.intents, content.caution);
  await pauseAfter(performance.now() - begun_ms);
  const forbidden = createForbidden(await studio.draft.readForbidden());
  await setImmediate();
  return {
    understand: (text) => understanding.understand(text),
    dialogs,
    forbidden,
    demoOrders: await readDemoOrders(studio.contentPath),
    shopOf: studio.shopOf,
  };
}

/** Plays every script in each of its scenes; customers are answered between two of them. @throws what `signal` is aborted with. */
export async function playScenes(scripts: readonly Script[], stage: Stage, progress: Progress, signal?: AbortSignal): Promise<Played[]> {
  const scenes = scripts.flatMap((script) => script.scenes.map((scene) => ({ script, scene })));
  const played: Played[] = [];
  for (const { script, scene } of scenes) {
    signal?.throwIfAborted();
    const begun_ms = performance.now();
    played.push(await play(script, scene, stage));
    await pauseAfter(performance.now() - begun_ms);
    progress(played.length, scenes.length, 'conversations');
  }
  return played;
}

async function readDemoOrders(contentPath: string): Promise<DemoOrder[]> {
  const path = join(contentPath, 'data/demo/orders.json');
  return existsSync(path) ? demoOrdersSchema.parse(JSON.parse(await readFile(path, 'utf8'))) : [];
}

function failedOf({ file, title, scene, failing }: ConversationReport): PlayedConversations['failed'][number] {
  return {
    file, title, scene,
    lines: failing.map(({ line, text, meaning, replies, failures }) => ({
      line, text,
      understood: meaning === null ? '' : meaning.reason,
      replies: replies.map((reply) => reply.text),
      failures: failures.map(({ expected, got }) => ({ expected, got })),
    })),
  };
}
