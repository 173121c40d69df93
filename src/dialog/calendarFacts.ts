import type { SlotValue } from '../contract/dialogState.ts';
import { dayKind, localTime } from './calendar.ts';
import { describeHours, describeOpening, isDeskOpen, type DeskTime } from './deskHours.ts';

/**
 * What the desk's clock and calendar say; names as texts and conditions of dialogs use them. `desk_hours`: the hours of an ordinary week in words;
 * `desk_back`: when people are next there.
 */
export const CALENDAR_FACTS = ['morning', 'day_kind', 'holiday', 'desk_open', 'desk_hours', 'desk_back'] as const;

export function calendarFacts(now_ms: number, desk: DeskTime): Map<string, SlotValue> {
  const now = localTime(now_ms, desk.timeZone);
  const { kind, holiday } = dayKind(now);
  const { figures } = desk;
  const facts = new Map<string, SlotValue>([
    ['morning', now.clock >= String(figures['morning_from']?.value) && now.clock < String(figures['morning_to']?.value)],
    ['day_kind', kind],
    ['desk_open', isDeskOpen(now_ms, desk)],
    ['desk_hours', describeHours(desk)],
    ['desk_back', describeOpening(now_ms, desk)],
  ]);
  if (holiday !== null) facts.set('holiday', holiday);
  return facts;
}
