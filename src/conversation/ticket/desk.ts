import type { TicketKind } from '../../contract/ticket.ts';
import { dueTime } from '../../dialog/due.ts';
import type { Runtime } from '../runtime.ts';
import type { DeskHours } from './duty.ts';

/** When the desk is open, by the release that serves. */
export function deskOf(runtime: Runtime): DeskHours {
  return { figures: runtime.serving.current().dialogs.figures, timeZone: runtime.timeZone };
}

/** When a ticket of this kind whose clock starts now has to be done; `null` when it has no limit. */
export function dueOf(runtime: Runtime, kind: TicketKind, now_ms: number): number | null {
  const { figures, timeZone } = deskOf(runtime);
  return dueTime(kind, now_ms, timeZone, figures);
}
