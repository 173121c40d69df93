import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_PATH } from '../../src/base/config.ts';
import type { IntentDocument } from '../../src/contract/content/intent.ts';
import { openStorage, type Storage } from '../../src/storage/driver.ts';
import { listEvaluations } from '../../src/storage/evaluation.ts';
import { findRelease, listReleases } from '../../src/storage/release.ts';
import { publish } from '../../src/studio/publish.ts';
import { temporaryFolder } from '../support/folder.ts';

type Ended = { signal: NodeJS.Signals | null; output: string; errors: string };

describe('a training whose process is killed', () => {
  const [data, content] = [temporaryFolder(), temporaryFolder()];
  beforeAll(async () => {
    for (const part of ['intents', 'dialogs', 'data/lexicons', 'data/figures.json', 'data/forbidden.json', 'data/testset.tsv', 'data/demo']) {
      await mkdir(join(content.path, part, '..'), { recursive: true });
      await cp(join(PROJECT_PATH, part), join(content.path, part), { recursive: true });
    }
    await keepExamples(4);
  });
  afterAll(() => {
    data.remove();
    content.remove();
  });

  /** Few examples an intent: quick to train. */
  async function keepExamples(count: number): Promise<void> {
    for (const file of await readdir(join(content.path, 'intents'))) {
      const document = JSON.parse(await readFile(join(PROJECT_PATH, 'intents', file), 'utf8')) as IntentDocument;
      await writeFile(join(content.path, 'intents', file), JSON.stringify({ ...document, examples: document.examples.slice(0, count) }));
    }
  }
  function trainAndDie(step: number, dataPath = data.path): Promise<Ended> {
    return new Promise((resolve, reject) => {
      const env = { ...process.env, JIEDA_DATA: dataPath, JIEDA_CONTENT: content.path, NODE_OPTIONS: '' };
      const child = spawn(process.execPath, [join(PROJECT_PATH, 'test/crash/trainAndDie.js'), String(step)], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      const ended = { output: '', errors: '' };
      child.stdout.on('data', (piece: Buffer) => (ended.output += piece.toString()));
      child.stderr.on('data', (piece: Buffer) => (ended.errors += piece.toString()));
      child.once('error', reject);
      child.once('exit', (_code, signal) => resolve({ signal, ...ended }));
    });
  }
  async function stored<Result>(dataPath: string, look: (storage: Storage) => Promise<Result>): Promise<Result> {
    const storage = await openStorage({ databaseUrl: undefined, dataPath });
    try {
      return await look(storage);
    } finally {
      await storage.close();
    }
  }
  const state = (storage: Storage) => Promise.all([listReleases(storage.read), listEvaluations(storage.read)]);

  it('at whatever stage leaves everything as it was, and the next one makes the same', async () => {
    const first = await trainAndDie(0);
    expect([first.signal, first.errors]).toEqual([null, '']);
    const { number } = JSON.parse(first.output) as { number: number };
    await stored(data.path, (storage) => publish(storage, number, { at_ms: 1, id: null, address: null }));
    const before = await stored(data.path, state);

    await keepExamples(5);
    const elsewhere = temporaryFolder();
    const whole = JSON.parse((await trainAndDie(0, elsewhere.path)).output) as { number: number; hash: string; stages: [string, [number, number]][] };
    expect(whole.stages.map(([stage]) => stage)).toEqual(['reading', 'intents', 'emotions', 'testset', 'conversations']);
    for (const [stage, steps] of whole.stages) {
      for (const step of new Set(steps)) {
        const { signal } = await trainAndDie(step);
        expect([stage, step, signal]).toEqual([stage, step, 'SIGKILL']);
        expect([stage, step, await stored(data.path, state)]).toEqual([stage, step, before]);
      }
    }
    const again = JSON.parse((await trainAndDie(0)).output) as { number: number; hash: string };
    expect(again.hash).toBe(whole.hash);
    const modelOf = (path: string, release: number) => stored(path, async (storage) => (await findRelease(storage.read, release)).model);
    expect(Buffer.from(await modelOf(data.path, again.number)).equals(Buffer.from(await modelOf(elsewhere.path, whole.number)))).toBe(true);
    elsewhere.remove();
  });
});
