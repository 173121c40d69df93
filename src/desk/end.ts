import { appendNotice } from '../conversation/append.ts';
import { close } from '../conversation/carryOut.ts';
import { changeConversation } from '../conversation/change.ts';
import { NOTICES } from '../conversation/notices.ts';
import { react } from '../conversation/react.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { after } from '../conversation/state.ts';
import type { DeskPerson } from '../contract/desk.ts';
import { own } from './own.ts';

/** The agent gives the conversation back to the bot, which goes on from what it knew. */
export async function giveBack(runtime: Runtime, person: DeskPerson, conversationId: string): Promise<void> {
  const release = runtime.serving.current();
  await changeConversation(runtime, conversationId, async (draft, database) => {
    const { conversation } = draft;
    own(conversation, person);
    const now_ms = runtime.clock.now_ms();
    conversation.state = after(conversation.state, 'give_back') ?? conversation.state;
    conversation.agentId = null;
    conversation.teamId = null;
    conversation.handOver = null;
    conversation.queuedAt_ms = null;
    conversation.priority = 0;
    appendNotice(draft, NOTICES.givenBack(), now_ms);
    await react(runtime, draft, database, { type: 'given_back' }, release, now_ms);
  });
}

/** The agent ends the conversation. */
export async function closeByAgent(runtime: Runtime, person: DeskPerson, conversationId: string): Promise<void> {
  await changeConversation(runtime, conversationId, (draft) => {
    own(draft.conversation, person);
    close(draft, 'agent', runtime.clock.now_ms());
  });
}
