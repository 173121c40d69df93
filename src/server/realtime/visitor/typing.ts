import { LIMITS } from '../../../base/limits.ts';
import { typingRequest } from '../../../contract/visitor.ts';
import { customerTypes } from '../../../conversation/typing.ts';
import { socketEvent } from '../event.ts';
import type { Visitor } from '../visitor.ts';

/** The customer is writing, or has emptied the field. What comes too soon after the last is dropped: the next one says more. */
export const typing = socketEvent<Visitor, { text?: string | undefined }>({
  name: 'typing',
  payload: typingRequest,
  async handle({ runtime }, { conversationId }, { text }, socket) {
    const now_ms = runtime.clock.now_ms();
    if (text !== '' && now_ms - ((socket.data.typed_ms as number | undefined) ?? 0) < LIMITS.typing_ms) return;
    socket.data.typed_ms = now_ms;
    await customerTypes(runtime, conversationId, text);
  },
});
