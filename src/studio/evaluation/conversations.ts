import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { demoOrdersSchema, type DemoOrder } from '../../contract/content/demo.ts';
import type { ReleaseContent } from '../../contract/content/release.ts';
import type { PlayedConversations } from '../../contract/studio/evaluation.ts';
import { compileDialogs } from '../../dialog/content.ts';
import { createForbidden } from '../../text/forbidden/check.ts';
import type { Understanding } from '../../text/understand.ts';
import { play, type Played } from '../conversations/play.ts';
import { readScripts } from '../conversations/read.ts';
import { reportOn, type ConversationReport } from '../conversations/report.ts';
import type { Progress } from '../learning.ts';
import type { Studio } from '../studio.ts';

/** Plays the content's written conversations with a release. `null` where there are none. @throws what `signal` is aborted with. */
export async function playConversations(
  studio: Studio, content: ReleaseContent, understanding: Understanding, progress: Progress, signal?: AbortSignal,
): Promise<PlayedConversations | null> {
  const folder = join(studio.contentPath, 'dialogs/conversations');
  if (!existsSync(folder)) return null;
  const stage = {
    understand: understanding.understand,
    dialogs: compileDialogs(content.dialogs, content.figures, content.intents),
    forbidden: createForbidden(await studio.draft.readForbidden()),
    demoOrders: await readDemoOrders(studio.contentPath),
    shopOf: studio.shopOf,
  };
  const scenes = (await readScripts(folder)).flatMap((script) => script.scenes.map((scene) => ({ script, scene })));
  const played: Played[] = [];
  for (const { script, scene } of scenes) {
    // Customers are answered between two conversations.
    await setImmediate();
    signal?.throwIfAborted();
    played.push(await play(script, scene, stage));
    progress(played.length, scenes.length, 'conversations');
  }
  const { results, ...counts } = reportOn(played);
  return { ...counts, failed: results.filter(({ failures }) => failures > 0).map(failedOf) };
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
