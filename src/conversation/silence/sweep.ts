import { LIMITS } from '../../base/limits.ts';
import { listSilent, type SilentConversation } from '../../storage/conversation.ts';
import type { Database } from '../../storage/schema.ts';
import { appendNotice, type Draft } from '../append.ts';
import { close } from '../carryOut.ts';
import { changeConversation } from '../change.ts';
import { NOTICES } from '../notices.ts';
import { react } from '../react.ts';
import type { Runtime } from '../runtime.ts';
import { sweep } from '../sweep.ts';
import { nextOf } from './due.ts';

/** Asks those who have been silent whether they are still there, and ends conversations in which nobody speaks any more. */
export function sweepSilence(runtime: Runtime): Promise<void> {
  const now_ms = runtime.clock.now_ms();
  return sweep<SilentConversation>(
    (after) => listSilent(runtime.storage.read, now_ms, after, LIMITS.sweepPage),
    async ({ id }) => {
      await changeConversation(runtime, id, (draft, database) => answerSilence(runtime, draft, database, now_ms));
    },
    (error, { id }) => runtime.log.error({ err: error, conversation: id }, 'a silence was not answered to'),
  );
}

async function answerSilence(runtime: Runtime, draft: Draft, database: Database, now_ms: number): Promise<void> {
  const { conversation } = draft;
  // The customer wrote after all, or another node was faster.
  if (conversation.silenceDue_ms === null || conversation.silenceDue_ms > now_ms) return;
  const release = runtime.serving.current();
  const stage = nextOf(draft, release.dialogs.figures)?.stage;
  if (stage === undefined) {
    // Another release serves now, which gives silence no limit.
    conversation.silenceDue_ms = null;
    return;
  }
  if (conversation.state === 'agent') {
    if (stage === 'ask') appendNotice(draft, NOTICES.stillThere(), now_ms);
  } else {
    await react(runtime, draft, database, { type: 'silent', stage }, release, now_ms);
  }
  if (stage === 'ask') {
    draft.stillSilent = true;
    // Whatever the dialogs say to it: nobody is asked twice.
    conversation.dialog = { ...conversation.dialog, silenceAsked: true };
  } else {
    close(draft, conversation.dialog.emotions.length === 0 ? 'silent_from_start' : 'silent', now_ms);
  }
}
