import type { SlotValue } from '../contract/dialogState.ts';
import type { Card } from '../contract/message.ts';
import type { Order } from '../contract/order.ts';

/** What an order that was found says; names as texts and conditions of dialogs use them. */
export const ORDER_FACTS = [
  'order_goods', 'order_state', 'order_ordered_at', 'order_shipped_at', 'order_promised_at', 'order_expected_at', 'order_delivered_at',
  'order_refund', 'order_late', 'order_delivered_days', 'order_latest', 'order_latest_at',
] as const;

const DAY_MS = 86_400_000;

/**
 * `order_late`: it is under way or not even sent, and the time that the customer was promised has passed. `order_delivered_days`: whole days since it
 * was delivered.
 */
export function orderFacts(order: Order, now_ms: number): Record<string, SlotValue> {
  const open = order.state === 'paid' || order.state === 'shipped';
  const latest = order.tracking[0];
  const facts: Record<(typeof ORDER_FACTS)[number], SlotValue | undefined> = {
    order_goods: order.goods.length > 0 ? order.goods.join('、') : undefined,
    order_state: order.state,
    order_ordered_at: order.orderedAt,
    order_shipped_at: order.shippedAt,
    order_promised_at: order.promisedAt,
    order_expected_at: order.expectedAt,
    order_delivered_at: order.deliveredAt,
    order_delivered_days: daysSince(order.deliveredAt, now_ms),
    order_refund: order.refund,
    order_late: open && order.promisedAt !== undefined && Date.parse(order.promisedAt) < now_ms,
    order_latest: latest?.text,
    order_latest_at: latest?.at,
  };
  return Object.fromEntries(Object.entries(facts).filter((entry): entry is [string, SlotValue] => entry[1] !== undefined));
}

function daysSince(instant: string | undefined, now_ms: number): number | undefined {
  const then_ms = Date.parse(instant ?? '');
  return Number.isNaN(then_ms) ? undefined : Math.max(0, Math.floor((now_ms - then_ms) / DAY_MS));
}

export function orderCard(order: Order): Card {
  const card = { type: 'order' as const, number: order.number, goods: order.goods, state: order.state, tracking: order.tracking };
  return order.expectedAt === undefined ? card : { ...card, expectedAt: order.expectedAt };
}
