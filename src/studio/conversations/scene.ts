import type { Order } from '../../contract/order.ts';
import type { Customer } from '../../dialog/decision.ts';
import type { Scene, SceneOrder } from './script.ts';

/** All scenes play in this zone, which knows no summer time. */
export const SCENE_TIME_ZONE = 'Asia/Shanghai';

/** Days of the week are those of an ordinary one, without holidays: from Monday, 23 November 2026. */
const MONDAY_MS = Date.parse('2026-11-23T00:00:00+08:00');
const DAY_MS = 86_400_000;
const DEFAULT_TIME = '周二 10:00';

const KINDS: Readonly<Record<string, Customer['kind']>> = { 匿名: 'anonymous', 新客户: 'new', 老客户: 'returning', 高价值: 'vip' };
const SHOPS: Readonly<Record<string, Scene['shop']>> = { 演示: 'demo', 无: 'none' };
const ORDER_STATES: Readonly<Record<string, { state: Order['state']; late: boolean }>> = {
  待发货: { state: 'paid', late: false }, 在途: { state: 'shipped', late: false }, 晚点: { state: 'shipped', late: true },
  已签收: { state: 'delivered', late: false }, 已退货: { state: 'returned', late: false }, 已取消: { state: 'cancelled', late: false },
};

/**
 * Reads what follows `场景：`, for example `周二 10:20；客户：高价值；网盘等级：金尊；订单系统：无；订单 9920188：已签收（衬衫、袜子）；前面：2 人`.
 * @throws Error with what is wrong.
 */
export function parseScene(text: string): Scene {
  const scene: Scene = { text, start_ms: timeOf(DEFAULT_TIME)!, customer: { name: null, kind: 'anonymous', driveLevel: null }, shop: 'demo', orders: [], ahead: 0 };
  for (const item of text.split(/[；;]/).map((part) => part.trim()).filter((part) => part !== '')) take(scene, item);
  return scene;
}

function take(scene: Scene, item: string): void {
  const start_ms = timeOf(item);
  if (start_ms !== null) {
    scene.start_ms = start_ms;
    return;
  }
  const [, name = '', value = ''] = /^([^：:]+)[：:]\s*(.+)$/.exec(item) ?? [];
  const { customer } = scene;
  if (name === '客户') customer.kind = oneOf(KINDS, value, '客户');
  else if (name === '姓名') customer.name = value;
  else if (name === '网盘等级') customer.driveLevel = value;
  else if (name === '订单系统') scene.shop = oneOf(SHOPS, value, '订单系统');
  else if (name === '前面' && /^\d+\s*人$/.test(value)) scene.ahead = Number.parseInt(value, 10);
  else if (/^订单\s*\d+$/.test(name)) scene.orders.push(orderOf(name.replace(/\D/g, ''), value));
  else throw new Error(`看不懂的场景“${item}”`);
}

function orderOf(number: string, value: string): SceneOrder {
  const [, state = '', goods = '商品'] = /^([^（(]+)(?:[（(](.+)[）)])?$/.exec(value) ?? [];
  return { number, ...oneOf(ORDER_STATES, state, '订单状态'), goods: goods.split('、') };
}

function oneOf<Value>(values: Readonly<Record<string, Value>>, name: string, what: string): Value {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) throw new Error(`${what}“${name}”：可以写 ${Object.keys(values).join('、')}`);
  return value;
}

/** `周二 10:20` or `2026-10-01 09:00`; `null` for anything else. */
function timeOf(text: string): number | null {
  const weekday = /^周([一二三四五六日])\s*(\d{1,2}):(\d{2})$/.exec(text);
  if (weekday) return MONDAY_MS + '一二三四五六日'.indexOf(weekday[1]!) * DAY_MS + Number(weekday[2]) * 3_600_000 + Number(weekday[3]) * 60_000;
  const date = /^(\d{4}-\d{2}-\d{2})\s+(\d{2}:\d{2})$/.exec(text);
  const time_ms = date ? Date.parse(`${date[1]}T${date[2]}:00+08:00`) : Number.NaN;
  return Number.isNaN(time_ms) ? null : time_ms;
}
