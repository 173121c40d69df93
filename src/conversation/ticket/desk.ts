import type { TicketKind } from '../../contract/ticket.ts';
import { dueTime } from '../../dialog/due.ts';
import type { Runtime } from '../runtime.ts';
import type { DeskTime } from '../../dialog/deskHours.ts';

/** When the desk is open, by the release that serves. */
export function deskOf(runtime: Runtime): DeskTime {
  return { figures: runtime.serving.current().dialogs.figures, timeZone: runtime.timeZone, hours: runtime.settings.get('desk.hours') };
}

/** When a ticket of this kind whose clock starts now has to be done; `null` when it has no limit. */
export function dueOf(runtime: Runtime, kind: TicketKind, now_ms: number): number | null {
  return dueTime(kind, now_ms, deskOf(runtime));
}
