import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ENVIRONMENT } from '../../src/base/config.ts';
import { orderSchema } from '../../src/contract/order.ts';
import { siteIdentitySchema } from '../../src/contract/visitor.ts';
import { signIdentity } from '../../src/conversation/identity.ts';

const text = readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8');
const SECRET = 'a secret of sixteen';

/** The code block of a language that contains a word. */
function block(language: string, word: string): string {
  const found = [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].find(([, name, code]) => name === language && code?.includes(word));
  return found?.[2] ?? '';
}

/** What an expression comes to after a block of the document has run. */
function evaluate(code: string, expression: string): unknown {
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', `${code}\nconsole.log(JSON.stringify(${expression}))`], { encoding: 'utf8', env: {} }));
}

describe('docs/operating.md', () => {
  test('explains each environment variable, and no other', () => {
    const named = [...text.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name);
    expect(named).toEqual(Object.keys(ENVIRONMENT));
  });

  test('signs an identity as the server verifies it', () => {
    for (const identity of [{ id: 'u-17', name: '王女士', kind: 'vip' as const, driveLevel: '金尊' }, { id: 'u-17', name: '王女士', kind: 'vip' as const }, { id: 'u-18' }]) {
      const signed = evaluate(block('js', 'signedIdentity'), `signedIdentity(${JSON.stringify(identity)}, ${JSON.stringify(SECRET)})`);
      expect(siteIdentitySchema.parse(signed)).toEqual({ ...identity, signature: signIdentity(identity, SECRET) });
    }
  });

  test('verifies order look-ups, and refuses forged and old ones', () => {
    const body = JSON.stringify({ number: '1' });
    const signature = `sha256=${createHmac('sha256', SECRET).update(`1000.${body}`).digest('hex')}`;
    const ask = (sent: string, now_ms: number) => {
      const headers = { 'x-jieda-timestamp': '1000', 'x-jieda-signature': signature };
      return evaluate(block('js', 'isFromJieda'), `isFromJieda(${JSON.stringify(headers)}, ${JSON.stringify(sent)}, ${JSON.stringify(SECRET)}, ${now_ms})`);
    };
    expect([ask(body, 1_000_500), ask(body, 2_000_000), ask(`${body} `, 1_000_500)]).toEqual([true, false, false]);
  });

  test('verifies webhooks, also while two secrets sign, and refuses forged and old ones', () => {
    const body = '{"id":"1"}';
    const sign = (secret: string) => `sha256=${createHmac('sha256', secret).update(`1000.${body}`).digest('hex')}`;
    const ask = (signature: string, sent: string, now_ms: number) => {
      const headers = { 'x-jieda-timestamp': '1000', 'x-jieda-signature': signature };
      return evaluate(block('js', 'isSigned'), `isSigned(${JSON.stringify(headers)}, ${JSON.stringify(sent)}, ${JSON.stringify(SECRET)}, ${now_ms})`);
    };
    const both = `${sign('another one')},${sign(SECRET)}`;
    expect([ask(sign(SECRET), body, 1_000_500), ask(both, body, 1_000_500), ask(sign('another one'), body, 1_000_500), ask(both, body, 2_000_000), ask(both, `${body} `, 1_000_500)]).toEqual([true, true, false, false, false]);
  });

  test('shows an order that the program takes', () => {
    expect(orderSchema.safeParse(JSON.parse(block('json', 'tracking'))).success).toBe(true);
  });
});
