import type { DemoOrder } from '../../contract/content/demo.ts';
import type { Scene, SceneOrder } from './script.ts';

/** The orders of a scene; its own go before those of the demo shop. */
export function ordersOf(scene: Scene, demo: readonly DemoOrder[]): DemoOrder[] {
  return [...scene.orders.map(dated), ...demo];
}

/** An order with the dates that go with its state: on its way since yesterday, or late since then. */
function dated({ number, state, late, goods }: SceneOrder): DemoOrder {
  const ordered = { daysAgo: late ? 6 : 3, at: '15:20' } as const;
  const shipped = { daysAgo: late ? 5 : 2, at: '10:00' } as const;
  const order: DemoOrder = { number, goods, state, orderedAt: ordered, tracking: [{ at: ordered, text: '订单已付款' }], refund: state === 'returned' ? 'on_its_way' : 'none' };
  if (state === 'paid' || state === 'cancelled') return order;
  order.shippedAt = shipped;
  order.tracking.unshift({ at: shipped, text: '包裹已打包，交给快递' });
  if (state === 'shipped') {
    order.promisedAt = late ? { daysAgo: 1, at: '20:00' } : { daysAhead: 1, at: '20:00' };
    if (!late) order.expectedAt = order.promisedAt;
    order.tracking.unshift({ at: { hoursAgo: late ? 72 : 4 }, text: '快件已到达转运中心' });
  } else {
    order.deliveredAt = { daysAgo: 1, at: '12:40' };
    order.tracking.unshift({ at: order.deliveredAt, text: '快件已签收' });
  }
  return order;
}
