import type { SlotValue } from '../contract/dialogState.ts';
import type { DialogContent } from '../dialog/content.ts';
import { formatValue } from '../dialog/format.ts';

/** Names that no dialog asks for but hand-overs carry: what the shop said about the order. */
const FACT_LABELS: Record<string, string> = { order_goods: '订单商品' };

type Described = { name: string; label: string; value: string };

/**
 * What a conversation knows, in words for an agent: each slot with its label. Values that are true or false say 是 or 否; what a dialog only
 * noted for itself, and did not happen, is left out. Of two values under one label where one says all that the other says, the fuller stays.
 */
export function describeSlots(slots: Record<string, SlotValue>, dialogs: DialogContent, moment: { now_ms: number; timeZone: string }): Described[] {
  const described = Object.entries(slots).flatMap(([name, value]): Described[] => {
    const slot = dialogs.slots.get(name);
    const isAsked = slot !== undefined && (slot.entities.length > 0 || slot.choices.length > 0);
    if (value === false && !isAsked) return [];
    const isSize = slot?.entities.includes('file_size') && typeof value === 'number';
    const text = typeof value === 'boolean' ? (value ? '是' : '否') : formatValue(value, isSize ? 'size' : 'plain', moment);
    return [{ name, label: slot?.label ?? FACT_LABELS[name] ?? name, value: text ?? String(value) }];
  });
  return described.filter((one, index) => !described.some((other, at) => at !== index && other.label === one.label && (other.value === one.value ? at < index : other.value.includes(one.value))));
}
