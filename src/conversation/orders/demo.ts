import type { Clock } from '../../base/clock.ts';
import { toIso } from '../../base/clock.ts';
import type { DemoOrder, RelativeTime } from '../../contract/content/demo.ts';
import type { Order } from '../../contract/order.ts';
import { localTime } from '../../dialog/calendar.ts';
import type { OrderLookUp } from '../orders.ts';

const HOUR_MS = 3_600_000;

/** The orders of the demo shop, with dates relative to today. */
export function demoOrders(orders: DemoOrder[], clock: Clock, timeZone: string): OrderLookUp {
  return async (orderNumber) => {
    const order = orders.find(({ number }) => number === orderNumber);
    return order === undefined ? { outcome: 'not_found' } : { outcome: 'found', order: dated(order, clock.now_ms(), timeZone) };
  };
}

function dated(order: DemoOrder, now_ms: number, timeZone: string): Order {
  const at = (time: RelativeTime) => toIso(resolve(time, now_ms, timeZone));
  const { orderedAt, shippedAt, promisedAt, expectedAt, deliveredAt, tracking, ...rest } = order;
  return {
    ...rest,
    orderedAt: at(orderedAt),
    ...(shippedAt && { shippedAt: at(shippedAt) }),
    ...(promisedAt && { promisedAt: at(promisedAt) }),
    ...(expectedAt && { expectedAt: at(expectedAt) }),
    ...(deliveredAt && { deliveredAt: at(deliveredAt) }),
    tracking: tracking.map(({ at: time, text }) => ({ at: at(time), text })),
  };
}

function resolve(time: RelativeTime, now_ms: number, timeZone: string): number {
  if ('hoursAgo' in time) return now_ms - time.hoursAgo * HOUR_MS;
  return instantOf(now_ms, 'daysAgo' in time ? -time.daysAgo : time.daysAhead, time.at, timeZone);
}

/** The instant at which clocks in the zone show `clock` (HH:MM), so many days after the day of `now_ms`. */
function instantOf(now_ms: number, days: number, clock: string, timeZone: string): number {
  const today = localTime(now_ms, timeZone);
  const [hour, minute] = clock.split(':').map(Number) as [number, number];
  const asUtc_ms = Date.UTC(today.year, today.month - 1, today.day + days, hour, minute);
  const shown = localTime(asUtc_ms, timeZone);
  const [shownHour, shownMinute] = shown.clock.split(':').map(Number) as [number, number];
  const offset_ms = Date.UTC(shown.year, shown.month - 1, shown.day, shownHour, shownMinute) - asUtc_ms;
  return asUtc_ms - offset_ms;
}
