import { JiedaError } from '../../base/errors.ts';
import { LIMITS } from '../../base/limits.ts';
import type { SentenceContext } from '../../contract/studio/review.ts';
import { listMessages } from '../../storage/message.ts';
import { findSentence } from '../../storage/sentence.ts';
import { maskForLog } from '../../text/privacy.ts';
import type { Studio } from '../studio.ts';

/** Lines before and after. */
const BEFORE = 6;
const AFTER = 4;

/** What was said around a sentence, or before it from the beginning, phone numbers masked: a conversation test may be made of it; nothing for one of a file. @throws JiedaError `sentence.not_found`. */
export async function contextOf({ storage }: Studio, id: string, whole = false): Promise<SentenceContext> {
  const sentence = await findSentence(storage.read, id);
  if (sentence === undefined) throw new JiedaError('sentence.not_found');
  if (sentence.conversation === null) return { conversationId: null, lines: [] };
  const { id: conversationId, seq } = sentence.conversation;
  // What customers can see: notes of agents are not needed to understand them.
  const after = whole ? 0 : Math.max(0, seq - BEFORE - 1);
  const lines = await listMessages(storage.read, conversationId, after, Math.min(LIMITS.messagesPage, seq + AFTER - after), 'customer');
  return {
    conversationId,
    lines: lines.filter(({ recalled, text }) => !recalled && text !== '').map((line) => ({ seq: line.seq, from: line.sender, text: maskForLog(line.text), isIt: line.seq === seq })),
  };
}
