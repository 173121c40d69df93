import { decide } from '../dialog/decide.ts';
import type { Circumstances, DialogEvent } from '../dialog/decision.ts';
import type { Conversation } from '../storage/conversation.ts';
import type { Draft } from './append.ts';
import { carryOut } from './carryOut.ts';
import type { Runtime } from './runtime.ts';
import type { ServedRelease } from './serving.ts';

/** Lets the dialog decide about an event and carries the decision out. */
export function react(runtime: Runtime, draft: Draft, event: DialogEvent, release: ServedRelease, now_ms: number): void {
  const decision = decide(draft.conversation.dialog, event, release.dialogs, circumstances(runtime, draft.conversation, now_ms));
  carryOut(draft, decision, release, now_ms, runtime.ids.id);
}

function circumstances(runtime: Runtime, { customer }: Conversation, now_ms: number): Circumstances {
  return {
    now_ms,
    timeZone: runtime.timeZone,
    customer: { name: customer.name, kind: customer.kind, driveLevel: customer.driveLevel },
    tickets: [],
    ahead: null,
    random: runtime.random,
  };
}
