import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_PATH, type Config } from '../base/config.ts';
import type { ReleaseContent } from '../contract/content/release.ts';
import { demoOrders } from '../conversation/orders/demo.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { compileDialogs } from '../dialog/content.ts';
import { readDemoOrders } from '../main.ts';
import { ContentDraft } from '../storage/content.ts';
import type { Stage } from '../studio/conversations/play.ts';
import { readScripts } from '../studio/conversations/read.ts';
import { lineReport, printConversations, printLine, reportOn } from '../studio/conversations/report.ts';
import { playAll } from '../studio/conversations/run.ts';
import { SCENE_TIME_ZONE } from '../studio/conversations/scene.ts';
import { createForbidden } from '../text/forbidden/check.ts';
import { loadUnderstanding, trainModel } from '../text/model.ts';
import { modelForCommand, printJson, progressBar, withRuntime } from './common.ts';

type Options = { json?: boolean; draft?: boolean; show?: boolean };

/**
 * `jieda evaluate --dialogs [FOLDER…]`: plays written conversations against the active release, or with `draft` against what lies in the
 * content folder now, and says where the bot does something else than expected. Exit code 1 when it did not pass. `show` prints every line, not only those.
 */
export async function runEvaluateDialogs(paths: readonly string[], { json = false, draft = false, show = false }: Options): Promise<void> {
  await withRuntime(async (runtime, config) => {
    const scripts = (await Promise.all((paths.length > 0 ? paths : defaultFolders(config)).map(readScripts))).flat();
    const { number, content, model } = draft ? await modelOfDraft(runtime, config) : await modelForCommand(runtime, config);
    const stage: Stage = {
      understand: loadUnderstanding(content, model, config.classifier).understand,
      dialogs: compileDialogs(content.dialogs, content.figures, content.intents, content.caution),
      forbidden: createForbidden(await new ContentDraft(config.contentPath).readForbidden()),
      demoOrders: await readDemoOrders(config),
      shopOf: (orders, now_ms) => demoOrders(orders, { now_ms }, SCENE_TIME_ZONE),
    };
    const played = await playAll(scripts, stage);
    const report = reportOn(played);
    if (json) printJson({ release: number, ...report });
    else {
      if (show) process.stdout.write(`${played.flatMap(({ script, lines }) => ['', script.title, ...lines.flatMap((line) => printLine(lineReport(line)))]).join('\n')}\n\n`);
      process.stdout.write(`${printConversations(report)}\n`);
    }
    if (!report.passed) process.exitCode = 1;
  });
}

/** The content's own conversations, and in the project itself those by which it is measured. */
function defaultFolders(config: Config): string[] {
  return [join(config.contentPath, 'dialogs/conversations'), join(PROJECT_PATH, 'test/evaluation/conversations')].filter((path) => existsSync(path));
}

/** The draft with a model of it: the active release's, where only dialogs and figures have changed since, otherwise a new one. */
async function modelOfDraft(runtime: Runtime, config: Config): Promise<{ number: number; content: ReleaseContent; model: Uint8Array }> {
  const content = await new ContentDraft(config.contentPath).readAll();
  const released = await modelForCommand(runtime, config);
  const trainedOn = ({ intents, lexicons, caution }: ReleaseContent) => JSON.stringify([intents.map(({ rev: _rev, ...rest }) => rest), lexicons, caution]);
  const model = trainedOn(content) === trainedOn(released.content) ? released.model : await trainModel(content, { onProgress: progressBar() });
  return { number: 0, content, model };
}
