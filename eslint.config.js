import js from '@eslint/js';
import vue from 'eslint-plugin-vue';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Files that run in Node.js and are written in TypeScript: their types are at hand, so that promises nobody waits for are found. */
const SERVER = ['src/**/*.ts'];
const PAGES = ['src/ui/**/*.{ts,tsx,vue}'];
/** The only files that read the environment: its table, and the composition roots. */
const READ_ENVIRONMENT = ['src/base/config.ts', 'src/main.ts', 'src/cli.ts', 'src/command/**/*.ts'];
/** Understanding and dialog: the same arguments always bring the same result. */
const PURE = ['src/text/**/*.ts', 'src/dialog/**/*.ts'];
/** Rooms that take time and chance from their caller, so that tests can choose both. */
const CLOCKED = ['src/conversation/**/*.ts', 'src/desk/**/*.ts', 'src/storage/**/*.ts'];

const no = (selector, message) => ({ selector, message });

/** Markup is made by templates, which escape; whatever turns a string into markup would run what a customer wrote. */
const MARKUP = '/^(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|srcdoc|dangerouslySetInnerHTML)$/';
const MARKUP_MESSAGE = 'A string must never become markup: use a template or textContent.';

const NOWHERE = [
  no(`MemberExpression[property.name=${MARKUP}]`, MARKUP_MESSAGE),
  no(`MemberExpression[computed=true] > Literal.property[value=${MARKUP}]`, MARKUP_MESSAGE),
  no(`Property[key.name=${MARKUP}]`, MARKUP_MESSAGE),
  no(`Property > Literal.key[value=${MARKUP}]`, MARKUP_MESSAGE),
  no(`JSXAttribute[name.name=${MARKUP}]`, MARKUP_MESSAGE),
  no('MemberExpression[object.name="document"][property.name=/^(write|writeln)$/]', MARKUP_MESSAGE),
  no('ExportAllDeclaration', 'No barrels: import from the file that has it.'),
];
const NO_PRESENT = [
  no('NewExpression[callee.name="Date"][arguments.length=0]', 'What time it is comes from the clock that the caller hands in.'),
  no('CallExpression[callee.name="Date"]', 'What time it is comes from the clock that the caller hands in.'),
];

const ENVIRONMENT = { object: 'process', property: 'env', message: 'Only base/config.ts reads the environment; it is handed on as Config.' };
const TIME_AND_CHANCE = [
  { object: 'Date', property: 'now', message: 'What time it is comes from the clock that the caller hands in.' },
  { object: 'Math', property: 'random', message: 'Chance comes from the Random that the caller hands in.' },
];
const TIMERS = ['setTimeout', 'setInterval', 'performance'].map((name) => ({ name, message: 'Understanding and dialog know no time of their own.' }));

export default defineConfig(
  globalIgnores(['dist/', 'data/', 'coverage/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.recommended,
  vue.configs['flat/essential'],
  {
    rules: {
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-script-url': 'error',
      // A catch that does nothing has at least to say why that is right.
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-restricted-syntax': ['error', ...NOWHERE],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
      'object-shorthand': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-ignore': true, 'ts-nocheck': true, 'ts-expect-error': 'allow-with-description' }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
    },
  },
  {
    // The compiler knows every name; for plain JavaScript these are Node's.
    files: ['**/*.{ts,tsx,vue}'],
    rules: { 'no-undef': 'off' },
  },
  // What attackers write.
  { files: ['test/attack/**'], rules: { 'no-script-url': 'off' } },
  {
    files: ['**/*.js'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', Buffer: 'readonly', performance: 'readonly', fetch: 'readonly', AbortController: 'readonly', ...timers() } },
  },
  {
    files: ['src/**'],
    rules: {
      'no-console': 'error',
      'no-restricted-properties': ['error', ENVIRONMENT],
      'no-restricted-imports': ['error', { paths: ['process', 'node:process'].map((name) => ({ name, message: 'Use the global process, whose env is guarded.' })) }],
    },
  },
  { files: READ_ENVIRONMENT, rules: { 'no-restricted-properties': 'off' } },
  {
    files: CLOCKED,
    rules: {
      'no-restricted-properties': ['error', ENVIRONMENT, ...TIME_AND_CHANCE],
      'no-restricted-syntax': ['error', ...NOWHERE, ...NO_PRESENT],
    },
  },
  {
    files: PURE,
    rules: {
      'no-restricted-properties': ['error', ENVIRONMENT, ...TIME_AND_CHANCE],
      'no-restricted-syntax': ['error', ...NOWHERE, ...NO_PRESENT],
      'no-restricted-globals': ['error', ...TIMERS],
    },
  },
  {
    files: SERVER,
    ignores: PAGES,
    languageOptions: { parserOptions: { project: 'tsconfig.build.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.vue'] } },
    rules: {
      'vue/no-v-html': 'error',
      'vue/no-restricted-v-bind': ['error', { argument: MARKUP, message: MARKUP_MESSAGE }, 'srcdoc'],
      'vue/no-restricted-html-elements': ['error', 'iframe', 'object', 'embed'],
      'vue/no-unused-properties': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      // A component is named by what it shows; one word may be enough.
      'vue/multi-word-component-names': 'off',
    },
  },
);

function timers() {
  return Object.fromEntries(['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate'].map((name) => [name, 'readonly']));
}
