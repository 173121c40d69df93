import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

let program: Promise<string> | undefined;

/** While something fades in, its contrast is that of no moment anybody reads it in. What has just been asked for begins to move with the next frame. */
const UNTIL_NOTHING_MOVES = `(async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const moving = () => document.getAnimations().filter(({ playState, effect }) => playState === "running" && effect.getComputedTiming().endTime !== Infinity);
  for (await frame(); moving().length > 0; await frame()) await Promise.all(moving().map(({ finished }) => finished.catch(() => undefined)));
})()`;

/** Elements that are right are not described one by one, which takes half of the time. */
const ONLY_VIOLATIONS = { resultTypes: ['violations'] };

/** What axe holds against the page (or a page within it) as it stands now, or a dialog that is open over it, each with an element that it concerns; `rules`: only these. */
export async function violations(page: Pick<Page, 'evaluate'>, rules?: readonly string[]): Promise<[string, string | undefined][]> {
  program ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(await program);
  await page.evaluate(UNTIL_NOTHING_MOVES);
  const within = `[...document.querySelectorAll('[role="dialog"]')].find((one) => one.checkVisibility()) ?? document`;
  const { violations: found } = (await page.evaluate(`axe.run(${within}, ${JSON.stringify({ ...ONLY_VIOLATIONS, ...(rules !== undefined && { runOnly: rules }) })})`)) as { violations: { id: string; nodes: { html: string }[] }[] };
  return found.map(({ id, nodes }) => [id, nodes[0]?.html]);
}
