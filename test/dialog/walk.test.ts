import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LIMITS } from '../../src/base/limits.ts';
import { seededRandom } from '../../src/base/random.ts';
import { dialogStateSchema, handOverSchema } from '../../src/contract/dialogState.ts';
import type { PrivateSpan } from '../../src/contract/meaning.ts';
import { optionSchema } from '../../src/contract/message.ts';
import type { LookUpResult } from '../../src/contract/order.ts';
import type { Customer, Decision } from '../../src/dialog/decision.ts';
import { ANONYMOUS, Chat, CONTENT, INTENTS, LAMP, NOON_MS, SHOES, meaningOf } from './support.ts';

const TEXTS = [
  '', '嗯', '好的', '好了', '还是不行', '没解决', '不用了', '算了', '不用人工了', '取消排队', '继续', '在哪看订单号', '我试试', '大小写看了，没问题',
  '重置了，还是进不去', '提示账号异常', '质量有问题，破了个洞', '不喜欢颜色', '我是标准用户', '至尊的呢', '用客户端传', '谷歌浏览器', '订单 9920188',
  '123', '{{order_number}} [[x]] {{figure:return_days}}', '<b>你好</b>', '__proto__', '还要多久啊', '没有了', '验证码收不到', '另一个订单到哪了', '不知道', '我那个弄不上去',
];
const ENTITIES = [
  { type: 'order_number', value: '202611010001', text: '202611010001', start: 0, end: 12 },
  { type: 'order_number', value: '{{quote}}', text: '', start: 0, end: 0 },
  { type: 'file_size', value: 180 * 1024 ** 2, text: '180M', start: 0, end: 4 },
  { type: 'file_size', value: 3.5 * 1024 ** 3, text: '3.5G', start: 0, end: 4 },
  { type: 'user_level', value: '合作VIP', text: '合作VIP', start: 0, end: 5 },
  { type: 'phone', value: '13800001357', text: '13800001357', start: 0, end: 11 },
  { type: '__proto__', value: 'x', text: '', start: 0, end: 0 },
];
const RESULTS: LookUpResult[] = [
  { outcome: 'found', order: LAMP }, { outcome: 'found', order: SHOES }, { outcome: 'not_found' }, { outcome: 'failed' },
  { outcome: 'found', order: { number: '1', goods: [], state: 'paid', orderedAt: 'not a date', tracking: [], refund: 'none' } },
  { outcome: 'found', order: { ...LAMP, state: 'delivered' } }, { outcome: 'found', order: { ...LAMP, state: 'returned', refund: 'on_its_way' } },
  { outcome: 'found', order: { ...LAMP, state: 'cancelled', goods: ['{{x}}'] } },
];

const said = fc.record({
  type: fc.constant('said' as const),
  text: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...TEXTS) }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) }),
  intent: fc.constantFrom(...INTENTS.map(({ id }) => id), 'affirm', 'deny', 'out_of_scope', 'shipping_status', 'login_failure', 'upload_size_limit', 'unheard_of'),
  emotion: fc.constantFrom('calm' as const, 'calm' as const, 'calm' as const, 'upset' as const, 'angry' as const),
  entities: fc.subarray(ENTITIES, { maxLength: 2 }),
  private: fc.oneof(
    { weight: 6, arbitrary: fc.constant<PrivateSpan[]>([]) },
    { weight: 1, arbitrary: fc.constantFrom('password' as const, 'id_card' as const, 'phone' as const).map((type): PrivateSpan[] => [{ type, start: 0, end: 3 }]) },
  ),
  confidence: fc.constantFrom(0.3, 0.7, 0.95),
});
const step = fc.oneof(
  { weight: 10, arbitrary: said },
  { weight: 2, arbitrary: fc.constantFrom(...RESULTS).map((result) => ({ type: 'looked_up' as const, result })) },
  { weight: 1, arbitrary: fc.constantFrom({ type: 'opened' as const }, { type: 'given_back' as const }) },
);
const customer = fc.constantFrom<Customer>(ANONYMOUS, { name: '小林', kind: 'new', driveLevel: null }, { name: '{{x}}', kind: 'vip', driveLevel: '金尊' });
const now_ms = fc.constantFrom(NOON_MS, NOON_MS - 5 * 3_600_000, NOON_MS + 10 * 3_600_000, Date.parse('2026-10-01T09:00:00+08:00'), Date.parse('2026-11-14T12:00:00+08:00'));

test('whatever happens, the bot answers, keeps to its limits and remembers', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), fc.nat(), customer, now_ms, (steps, seed, who, now) => {
      const chat = new Chat({ random: seededRandom(seed), customer: who, now_ms: now });
      let lastLine = '';
      for (const event of steps) {
        const { state: before, queued } = chat;
        const frozen = JSON.stringify(before);
        const decision =
          event.type === 'said'
            ? chat.happens({ type: 'said', meaning: meaningOf(event.text, event), queued })
            : event.type === 'looked_up'
              ? chat.happens({ ...event, queued })
              : chat.happens(event);
        expect(JSON.stringify(before)).toBe(frozen);
        checkDecision(decision, queued);
        if (event.type !== 'looked_up') expect(decision.replies.length).toBeGreaterThan(0);
        for (const { text } of decision.replies) {
          expect(text).not.toBe(lastLine);
          lastLine = text;
        }
        const lines = decision.replies.map(({ text }) => text);
        expect(new Set(lines).size).toBe(lines.length);
        const after = decision.state.form;
        if (before.form !== null && after !== null && after.form === before.form.form) expect(Object.keys(after.slots)).toEqual(expect.arrayContaining(Object.keys(before.form.slots)));
      }
    }),
    { numRuns: 300 },
  );
});

function checkDecision(decision: Decision, queued: boolean): void {
  expect(dialogStateSchema.parse(decision.state)).toEqual(decision.state);
  expect(decision.replies.length).toBeLessThanOrEqual(LIMITS.repliesPerTurn);
  if (queued) expect(decision.handOver).toBeNull();
  else expect(decision.leaveQueue).toBe(false);
  if (decision.handOver) {
    handOverSchema.parse(decision.handOver);
    expect(decision.handOver.problem).not.toBe('');
  }
  for (const { text, template, variant, options = [] } of decision.replies) {
    expect(text.trim()).not.toBe('');
    expect(text.length).toBeLessThan(600);
    expect(variant).toBeLessThan(CONTENT.replies.get(template)!.variants.length);
    for (const option of options) optionSchema.parse(option);
  }
  const wayOut = decision.handOver !== null || decision.close || decision.replies.length === 0;
  if (!wayOut) expect(decision.replies.at(-1)?.options?.some(({ text }) => text === '转人工' || text === '取消排队')).toBe(true);
}

test('no placeholder of a template ever reaches a customer', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), fc.nat(), now_ms, (steps, seed, now) => {
      const chat = new Chat({ random: seededRandom(seed), now_ms: now });
      for (const event of steps) {
        if (event.type === 'said' && (event.text.includes('{{') || event.entities.some(({ value }) => String(value).includes('{{')))) continue;
        if (event.type === 'looked_up' && JSON.stringify(event.result).includes('{{')) continue;
        const decision = event.type === 'said' ? chat.says(event.text, event) : event.type === 'looked_up' ? chat.shopAnswers(event.result) : chat.happens(event);
        for (const { text } of decision.replies) expect(text).not.toMatch(/\{\{|\}\}|\[\[|\]\]|undefined|null|NaN/);
      }
    }),
    { numRuns: 200 },
  );
});
