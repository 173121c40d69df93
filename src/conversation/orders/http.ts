import type { Clock } from '../../base/clock.ts';
import { LIMITS } from '../../base/limits.ts';
import type { Log } from '../../base/log.ts';
import { postSigned } from '../../base/outbound.ts';
import { orderSchema } from '../../contract/order.ts';
import type { OrderLookUp } from '../orders.ts';

/**
 * Asks a real shop: `POST url {"number"}`, signed as `base/outbound` says. The shop answers 200 with an order (contract/order.ts) or 404.
 */
export function httpOrders(shop: { url: string; secret: string }, clock: Clock, log: Log): OrderLookUp {
  return async (orderNumber) => {
    try {
      const { status, body } = await postSigned({
        url: shop.url,
        secret: shop.secret,
        body: { number: orderNumber },
        now_ms: clock.now_ms(),
        timeout_ms: LIMITS.lookUp_ms,
        answerBytesMax: LIMITS.lookUpBytes,
      });
      if (status === 404) return { outcome: 'not_found' };
      const order = orderSchema.safeParse(body);
      if (status === 200 && order.success && order.data.number === orderNumber) return { outcome: 'found', order: order.data };
      log.error({ status, problem: order.error?.issues[0]?.message }, 'order look-up: the answer is no order');
      return { outcome: 'failed' };
    } catch (error) {
      log.error({ err: error }, 'order look-up failed');
      return { outcome: 'failed' };
    }
  };
}
