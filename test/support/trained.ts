import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_PATH } from '../../src/base/config.ts';
import type { ReleaseContent } from '../../src/contract/content/release.ts';
import { ContentDraft } from '../../src/storage/content.ts';
import { loadUnderstanding, trainModel } from '../../src/text/model.ts';
import type { Understanding } from '../../src/text/understand.ts';

/** Where models wait for the next run; deleting it costs one training. */
const CACHE = join(PROJECT_PATH, 'node_modules/.cache/jieda');
/** Training takes most of a minute on a busy machine; a test that needs it allows for that. */
export const TRAINING_MS = 300_000;
const MODELS_KEPT = 3;

/**
 * The real content with a model trained of it. Trained again only when intents, lexicons or the code of understanding have changed, so that
 * one run trains at most once and most runs not at all.
 */
export async function trainedDraft(): Promise<{ content: ReleaseContent; understanding: Understanding }> {
  const content = await new ContentDraft(PROJECT_PATH).readAll();
  const file = join(CACHE, `model-${nameOf(content)}`);
  if (!existsSync(file)) keep(file, await trainModel(content));
  return { content, understanding: loadUnderstanding(content, readFileSync(file)) };
}

function nameOf({ intents, lexicons, caution }: ReleaseContent): string {
  const hash = createHash('sha256').update(JSON.stringify([intents.map(({ rev: _rev, ...rest }) => rest), lexicons, caution]));
  const folder = join(PROJECT_PATH, 'src/text');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts')).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}

/** Written aside first: another test process may look for it at the same time. */
function keep(file: string, model: Uint8Array): void {
  mkdirSync(CACHE, { recursive: true });
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, model);
  renameSync(aside, file);
  const models = readdirSync(CACHE).filter((name) => name.startsWith('model-')).map((name) => join(CACHE, name));
  const byAge = models.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of byAge.slice(MODELS_KEPT)) rmSync(old, { force: true });
}
