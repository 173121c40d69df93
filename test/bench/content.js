import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_PATH } from './process.js';

/** Copies the content draft, so that a bench can change it. */
export function copyContent(contentPath) {
  for (const part of ['intents', 'dialogs', 'data/lexicons', 'data/figures.json', 'data/forbidden.json', 'data/demo', 'data/testset.tsv']) {
    mkdirSync(join(contentPath, part, '..'), { recursive: true });
    cpSync(join(PROJECT_PATH, part), join(contentPath, part), { recursive: true });
  }
}

/**
 * Makes of a copied draft one with so many examples in as many intents as a large desk has: our own examples; the largest intents are halved
 * until there are enough, and each gives its share. @returns the intents.
 */
export function enlargeContent(contentPath, { intents: count, examples }) {
  const read = (file) => JSON.parse(readFileSync(join(PROJECT_PATH, 'intents', file), 'utf8'));
  const intents = readdirSync(join(PROJECT_PATH, 'intents')).filter((file) => file.endsWith('.json')).map(read);
  while (intents.length < count) {
    const largest = intents.reduce((one, other) => (other.examples.length > one.examples.length ? other : one));
    const moved = largest.examples.splice(Math.ceil(largest.examples.length / 2));
    intents.push({ ...largest, id: `bench_${intents.length}`, name: `测 ${intents.length}`, rules: [], examples: moved });
  }
  const total = intents.reduce((sum, intent) => sum + intent.examples.length, 0);
  return intents.map((intent) => {
    const kept = intent.examples.filter((_, index) => Math.floor(((index + 1) * examples) / total) > Math.floor((index * examples) / total));
    return writeIntent(contentPath, { ...intent, examples: kept });
  });
}

/** @returns the intent that it writes. */
export function writeIntent(contentPath, intent) {
  writeFileSync(join(contentPath, 'intents', `${intent.id}.json`), JSON.stringify(intent));
  return intent;
}
