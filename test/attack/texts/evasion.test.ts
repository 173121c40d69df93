import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../../src/base/limits.ts';
import { normalise } from '../../../src/text/normalise.ts';
import { findPrivate, privateSpans } from '../../../src/text/privacy.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { testRuntime } from '../../support/runtime.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { newVisitor, VISITOR } from '../support.ts';

const IDENTITY = '11010519491231002X';
const FULL_WIDTH = [...IDENTITY].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join('');
const between = (joint: string) => [...IDENTITY].join(joint);

/** An identity number written so that a rule which looks at the letters as they came would pass it by. */
const DISGUISED = [IDENTITY, FULL_WIDTH, between('\u200b'), between('\u2060'), between('\u00ad'), `\u202e${IDENTITY}\u202c`, between('\ufeff'), `${IDENTITY.slice(0, 6)}\u200d${IDENTITY.slice(6)}`, IDENTITY.toLowerCase(), between('\u{e0041}')];

describe('private numbers in disguise', () => {
  const folder = temporaryFolder();
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer({}, { runtime: await testRuntime({}, { dataPath: folder.path }) });
  });
  afterAll(async () => {
    await server.close();
    folder.remove();
  });

  it.each(DISGUISED)('%j is kept nowhere', async (text) => {
    const { conversationId, token } = await newVisitor(server);
    await server.call('POST', `${VISITOR}/${conversationId}/messages`, { token, body: { clientId: 'a', text: `我的身份证是${text}，麻烦看看` } });
    const { messages } = (await server.call('GET', `${VISITOR}/${conversationId}/messages`, { token })).body;
    const plain = (stored: string) => stored.normalize('NFKC').replaceAll(/[\p{Cf}\u{e0000}-\u{e007f}]/gu, '').toUpperCase();
    expect(plain(JSON.stringify(messages))).not.toContain('19491231');
    const stored = readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));
    const at = stored.map((file) => plain(file).indexOf('19491231'));
    expect(stored.map((file, index) => (at[index] === -1 ? '' : plain(file).slice((at[index] as number) - 300, (at[index] as number) + 60)))).toEqual(stored.map(() => ''));
  });
});

describe('texts made to be slow', () => {
  const units = ['a', ' ', '1', '。', '，', '我', '不', '1 ', 'a@', '1-', 'ＡＢ', '\u200b', '\u0301', '😀', '密码', '快递，', '1381', '。\n', '{{', '((', 'http://', '年1月'];

  it.each(units)('%j over and over is read in a moment', (unit) => {
    const text = unit.repeat(LIMITS.messageLength).slice(0, LIMITS.messageLength);
    const since = performance.now();
    const normal = normalise(text);
    privateSpans(normal, findPrivate(normal.text));
    // A second is a thousand times what it takes; a pattern that explodes takes hours.
    expect(performance.now() - since).toBeLessThan(1_000);
  });
});
