import { JiedaError } from '../../base/errors.ts';
import type { DialogDocument } from '../../contract/content/dialog.ts';
import { dialogStateSchema, INITIAL_DIALOG_STATE, type DialogState } from '../../contract/dialogState.ts';
import type { PreviewAnswer } from '../../contract/studio/dialogs.ts';
import { compileDialogs } from '../../dialog/content.ts';
import { localTime } from '../../dialog/calendar.ts';
import { decide } from '../../dialog/decide.ts';
import type { Customer, Decision, DialogEvent } from '../../dialog/decision.ts';
import type { Studio } from '../studio.ts';

const CUSTOMER: Customer = { name: null, kind: 'anonymous', driveLevel: null };

/**
 * What the dialogs of the draft (with `document` in the place of the saved one) say next, to a text understood by the model that serves. Nothing is stored: tickets and hand-overs are shown only.
 * @throws JiedaError `content.invalid` while the draft does not compile, `release.none`, `request.invalid` for a state that is none.
 */
export async function preview(studio: Studio, { state, queued, text, document }: { state: string | null; queued: boolean; text?: string | undefined; document?: DialogDocument | undefined }): Promise<PreviewAnswer> {
  const { dialogs, figures, intents, caution } = await studio.draft.readAll();
  const content = compileDialogs(document === undefined ? dialogs : dialogs.map((dialog) => (dialog.id === document.id ? document : dialog)), figures, intents, caution);
  const meaning = text === undefined ? null : studio.serving.current().understanding.understand(text);
  let dialog = state === null ? INITIAL_DIALOG_STATE : readState(state);
  const answer: PreviewAnswer = { replies: [], state: '', queued, ended: false, meaning, because: [], at: clockAt(studio) };
  let event: DialogEvent | null = meaning === null ? { type: 'opened' } : { type: 'said', meaning, queued };
  while (event !== null) {
    const decision: Decision = decide(dialog, event, content, {
      now_ms: studio.clock.now_ms(),
      timeZone: studio.timeZone,
      customer: CUSTOMER,
      tickets: [],
      ahead: answer.queued ? 0 : null,
      random: studio.random,
    });
    answer.replies.push(...decision.replies);
    answer.because.push(decision.reason);
    dialog = decision.state;
    answer.queued = decision.handOver !== null || (answer.queued && !decision.leaveQueue);
    answer.ended ||= decision.close !== null;
    event = decision.lookUp === null ? null : { type: 'looked_up', result: await studio.orders(decision.lookUp.orderNumber), queued: answer.queued };
  }
  return { ...answer, state: JSON.stringify(dialog) };
}

/** As scenes of conversation tests are written. */
function clockAt({ clock, timeZone }: Studio): string {
  const { year, month, day, clock: time } = localTime(clock.now_ms(), timeZone);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')} ${time}`;
}

function readState(text: string): DialogState {
  try {
    return dialogStateSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new JiedaError('request.invalid', { field: 'state' }, error);
  }
}
