import { describe, expect, it } from '@jest/globals';
import { dialogDocumentSchema } from '../../src/contract/content/dialog.ts';
import { describeSlots } from '../../src/conversation/describeSlots.ts';
import type { DialogContent } from '../../src/dialog/content.ts';

const shop = dialogDocumentSchema.parse({
  id: 'shop',
  name: '商城',
  rev: 1,
  slots: {
    goods: { label: '商品', entities: ['product'] },
    device: { label: '商品', entities: ['product'] },
    not_found: { label: '没有查到' },
    even: { label: '摊匀了', choices: [{ value: '是', words: ['摊匀了'] }] },
  },
});
const content = { slots: new Map(Object.entries(shop.slots)) } as unknown as DialogContent;
const described = (values: Record<string, string | boolean>) =>
  describeSlots(values, content, { now_ms: 0, timeZone: 'Asia/Shanghai' }).map(({ label, value }) => `${label} ${value}`);

describe('what is known, on the hand-over card', () => {
  it('says the same thing once, the fuller way', () => {
    expect(described({ device: '洗衣机', goods: '滚筒洗衣机' })).toEqual(['商品 滚筒洗衣机']);
    expect(described({ device: '跑步鞋', goods: '跑步鞋', order_goods: '跑步鞋' })).toEqual(['商品 跑步鞋', '订单商品 跑步鞋']);
    expect(described({ device: '台灯', goods: '衬衫' })).toEqual(['商品 台灯', '商品 衬衫']);
  });

  it('leaves out what a dialog noted for itself and did not happen, and keeps what the customer answered', () => {
    expect(described({ not_found: false, even: false })).toEqual(['摊匀了 否']);
    expect(described({ not_found: true })).toEqual(['没有查到 是']);
  });
});
