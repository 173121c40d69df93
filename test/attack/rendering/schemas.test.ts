import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PROJECT_PATH } from '../../../src/base/config.ts';
import { replySchema } from '../../../src/contract/content/dialog.ts';
import { joinRequest } from '../../../src/contract/desk.ts';
import { optionSchema } from '../../../src/contract/message.ts';
import { siteIdentitySchema } from '../../../src/contract/visitor.ts';
import { readSettings } from '../../../src/ui/widget/settings.ts';
import { piecesOf } from '../../../src/ui/widget/pieces.ts';
import { talker } from '../../support/talk.ts';
import { testRuntime } from '../../support/runtime.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { HIDDEN, MARKUP } from './payloads.ts';

const ADDRESSES = ['javascript:alert(1)', 'JaVaScRiPt:alert(1)', '\u0001javascript:alert(1)', 'java\nscript:alert(1)', 'data:text/html,<script>alert(1)</script>', 'vbscript:x', 'blob:https://a.example/x', 'file:///etc/passwd', '//evil.example', 'https://evil.example'];

describe('addresses', () => {
  it.each(ADDRESSES)('%j has no place in a quick reply or an identity', (address) => {
    for (const field of ['url', 'href', 'image', 'icon', 'action', 'type']) expect(optionSchema.safeParse({ label: '看看', text: '看看', [field]: address }).success).toBe(false);
    for (const field of ['avatar', 'url', 'picture', 'homepage']) expect(siteIdentitySchema.safeParse({ id: 'u', signature: 'a'.repeat(64), [field]: address }).success).toBe(false);
    const texts = ['甲。', '乙。', '丙。'];
    for (const field of ['link', 'image', 'html', 'markdown']) expect(replySchema.safeParse({ text: texts, [field]: address }).success).toBe(false);
    expect(replySchema.safeParse({ text: texts, options: [{ label: '看看', text: '看看', url: address }] }).success).toBe(false);
  });

  it.each(ADDRESSES.filter((address) => !address.includes('http')))('%j in a text becomes no link', (address) => {
    for (const text of [address, `请看 ${address} 谢谢`, `<a href="${address}">`, `[x](${address})`]) expect(piecesOf(text).filter(({ href }) => href !== undefined)).toEqual([]);
  });

  it.each(['https://a.example/"onclick="x', "https://a.example/'x", 'https://a.example/<b>', 'https://a.example/x）谢谢', 'http://', 'https://[', 'https://a.example:99999/'])('%j as a text links to nothing but its sound part', (text) => {
    const pieces = piecesOf(text);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    for (const { href } of pieces) if (href !== undefined) expect(href).toMatch(/^https?:\/\/[^\s"'<>]+$/);
  });

  it.each(['javascript:alert(1)', 'data:,x', 'file:///x', 'about:blank'])('%j as the server of the widget has no origin to talk to', (origin) => {
    expect(readSettings({ origin }, null, 'https://shop.example').origin).toBe('https://shop.example');
  });
});

describe('names of people who work here', () => {
  const person = { token: 't'.repeat(40), login: 'wang', workerNumber: '1', password: 'long-enough-1' };

  it.each([...HIDDEN, '\u0000', '小\n王', '小王\u0007', '\u202e王小', '小\u200b王', '\u2066x'])('%j is none: it would stand inside our own sentences', (name) => {
    expect(joinRequest.safeParse({ ...person, name }).success).toBe(false);
  });

  it.each(['小王', '欧阳 娜娜', "O'Neil-Müller", '王小明（夜班）', '买买提·艾力'])('%j is one', (name) => {
    expect(joinRequest.safeParse({ ...person, name }).success).toBe(true);
  });
});

describe('what a customer writes', () => {
  it.each(MARKUP)('%j is stored as it was sent, and no reply is made of it', async (text) => {
    const test = await testRuntime();
    const customer = await talker(test.runtime, { externalId: 'u', name: '{{figure:return_days}}', kind: 'returning', driveLevel: '{{constructor}}' });
    const before = (await customer.lines()).length;
    await customer.say(text);
    const [own, ...replies] = (await customer.lines()).slice(before);
    expect(own).toBe(`customer: ${text}`);
    expect(replies.length).toBeGreaterThan(0);
    for (const reply of replies) expect(reply).not.toMatch(/\{\{|\[\[|<|onerror|function|\[object/);
    await test.close();
  });
});

describe('our pages', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer({}, { uiPath: join(PROJECT_PATH, 'dist/ui') });
  });
  afterAll(() => server.close());

  it.each(['/', '/desk/', '/widget.js', '/desk/assets/none.js', '/api/docs', '/api/openapi.json', '/health', '/metrics', '/nowhere', '/api/v1/nowhere', '/api/v1/desk/session', '/%'])('%s comes with a policy without exceptions', async (path) => {
    const { headers } = await server.call('GET', path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).not.toMatch(/unsafe|\*|https?:|nonce|sha256/);
    for (const rule of ["default-src 'self'", "script-src 'self'", "style-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) expect(policy).toContain(rule);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('hold no script or style of their own, and load nothing from elsewhere', () => {
    const folder = join(PROJECT_PATH, 'dist/ui');
    const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));
    expect(pages.length).toBeGreaterThanOrEqual(2);
    for (const page of pages) {
      const html = readFileSync(join(folder, page), 'utf8');
      expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=|javascript:/i);
      for (const [, address] of html.matchAll(/\s(?:src|href)="([^"]+)"/g)) expect(address).toMatch(/^(\/(?!\/)|#|\.\/|data:image\/)/);
    }
    expect(existsSync(join(folder, 'widget.js'))).toBe(true);
  });
});
