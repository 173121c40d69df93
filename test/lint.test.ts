import { describe, expect, test } from '@jest/globals';
import { Linter } from 'eslint';
// @ts-expect-error ESLint's configuration is plain JavaScript.
import config from '../eslint.config.js';

const linter = new Linter();

/** Rules that a piece of code breaks. Without types, which one file alone has not. */
function broken(path: string, code: string): (string | null)[] {
  const withoutTypes = { languageOptions: { parserOptions: { project: null } }, rules: Object.fromEntries(TYPED.map((name) => [name, 'off'])) };
  return linter.verify(code, [...config, withoutTypes] as Linter.Config[], { filename: path }).map(({ ruleId, message }) => ruleId ?? message);
}
const TYPED = ['@typescript-eslint/no-floating-promises', '@typescript-eslint/no-misused-promises', '@typescript-eslint/switch-exhaustiveness-check'];

const PAGE = 'src/ui/desk/x.ts';

/** What a page would need to run what a customer wrote. */
const MARKUP: [path: string, code: string, rule: string][] = [
  [PAGE, 'document.body.innerHTML = "x";', 'no-restricted-syntax'],
  [PAGE, 'document.body["innerHTML"] = "x";', 'no-restricted-syntax'],
  [PAGE, 'document.body.outerHTML = "x";', 'no-restricted-syntax'],
  [PAGE, 'document.body.insertAdjacentHTML("beforeend", "x");', 'no-restricted-syntax'],
  [PAGE, 'document.body.setHTMLUnsafe("x");', 'no-restricted-syntax'],
  [PAGE, 'document.createRange().createContextualFragment("x");', 'no-restricted-syntax'],
  [PAGE, 'document.write("x");', 'no-restricted-syntax'],
  [PAGE, 'export const x = h("div", { innerHTML: "x" });', 'no-restricted-syntax'],
  [PAGE, 'export const x = h("div", { "innerHTML": "x" });', 'no-restricted-syntax'],
  [PAGE, 'location.href = "javascript:x";', 'no-script-url'],
  ['src/ui/widget/x.tsx', 'export const x = <p dangerouslySetInnerHTML={{ __html: "x" }} />;', 'no-restricted-syntax'],
  ['src/ui/desk/X.vue', '<script setup lang="ts">const x = 1;</script><template><p v-html="x" /></template>', 'vue/no-v-html'],
  ['src/ui/desk/X.vue', '<script setup lang="ts">const x = 1;</script><template><p :innerHTML="x" /></template>', 'vue/no-restricted-v-bind'],
  ['src/ui/desk/X.vue', '<script setup lang="ts">document.body.innerHTML = "x";</script><template><p /></template>', 'no-restricted-syntax'],
  ['src/ui/desk/X.vue', '<template><iframe src="x" /></template>', 'vue/no-restricted-html-elements'],
];

const HABITS: [path: string, code: string, rule: string][] = [
  ['src/base/x.ts', 'eval("x");', 'no-eval'],
  ['src/base/x.ts', 'export const x = new Function("x");', 'no-new-func'],
  ['src/base/x.ts', 'export const x: any = 1;', '@typescript-eslint/no-explicit-any'],
  ['src/base/x.ts', '// @ts-ignore\nexport const x = 1;', '@typescript-eslint/ban-ts-comment'],
  ['src/base/x.ts', 'try { x(); } catch {}', 'no-empty'],
  ['src/base/x.ts', 'console.log("x");', 'no-console'],
  ['src/base/x.ts', 'export const x = process.env;', 'no-restricted-properties'],
  ['src/server/x.ts', 'const { env } = process; export const x = env;', 'no-restricted-properties'],
  ['src/server/x.ts', 'import { env } from "node:process"; export const x = env;', 'no-restricted-imports'],
  ['src/base/x.ts', 'export * from "./limits.ts";', 'no-restricted-syntax'],
];

const TIME: [path: string, code: string, rule: string][] = ['text', 'dialog', 'conversation', 'desk', 'storage'].flatMap((room): [string, string, string][] => [
  [`src/${room}/x.ts`, 'export const x = Date.now();', 'no-restricted-properties'],
  [`src/${room}/x.ts`, 'export const x = Math.random();', 'no-restricted-properties'],
  [`src/${room}/x.ts`, 'export const x = new Date();', 'no-restricted-syntax'],
  [`src/${room}/x.ts`, 'export const x = process.env.X;', 'no-restricted-properties'],
  [`src/${room}/x.ts`, 'document.body.innerHTML = "x";', 'no-restricted-syntax'],
]);
const TIMERS: [path: string, code: string, rule: string][] = ['text', 'dialog'].flatMap((room): [string, string, string][] => [
  [`src/${room}/x.ts`, 'setTimeout(() => undefined, 1);', 'no-restricted-globals'],
  [`src/${room}/x.ts`, 'export const x = performance.now();', 'no-restricted-globals'],
]);

const RIGHT: [path: string, code: string][] = [
  ['src/base/config.ts', 'export const x = process.env;'],
  ['src/command/x.ts', 'export const x = process.env;'],
  ['src/base/clock.ts', 'export const x = Date.now();'],
  ['src/dialog/x.ts', 'export const x = new Date(0);'],
  ['src/desk/x.ts', 'setTimeout(() => undefined, 1);'],
  ['src/ui/widget/x.ts', 'try { x(); } catch {\n  // No storage: nothing to keep.\n}'],
  ['scripts/x.js', 'console.log("x");'],
];

describe('lint', () => {
  test.each([...MARKUP, ...HABITS, ...TIME, ...TIMERS])('%s: refuses %s', (path, code, rule) => {
    expect(broken(path, code)).toContain(rule);
  });

  test.each(RIGHT)('%s: lets pass %s', (path, code) => {
    expect(broken(path, code)).toEqual([]);
  });
});
