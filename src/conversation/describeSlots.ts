import type { SlotValue } from '../contract/dialogState.ts';
import type { DialogContent } from '../dialog/content.ts';
import { formatValue } from '../dialog/format.ts';

/** Names that no dialog asks for but hand-overs carry: what the shop said about the order. */
const FACT_LABELS: Record<string, string> = { order_goods: '商品' };

/** What a conversation knows, in words for an agent: each slot with its label. Values that are true or false say 是 or 否. */
export function describeSlots(slots: Record<string, SlotValue>, dialogs: DialogContent, moment: { now_ms: number; timeZone: string }): { name: string; label: string; value: string }[] {
  return Object.entries(slots).map(([name, value]) => {
    const slot = dialogs.slots.get(name);
    const isSize = slot?.entities.includes('file_size') && typeof value === 'number';
    const text = typeof value === 'boolean' ? (value ? '是' : '否') : formatValue(value, isSize ? 'size' : 'plain', moment);
    return { name, label: slot?.label ?? FACT_LABELS[name] ?? name, value: text ?? String(value) };
  });
}
