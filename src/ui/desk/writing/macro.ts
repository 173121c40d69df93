import type { Canned } from '../../../contract/desk/work.ts';
import { setTags } from '../api/work.ts';
import { close } from '../conversation/serving.ts';
import { sent } from '../conversation/sending.ts';
import { takeRow, rowOf } from '../lists/boardState.ts';
import { follow } from '../conversation/open.ts';
import { tell } from '../frame/tell.ts';
import { wordsFor } from '../words/index.ts';

/** What a macro does besides its text: sets its tags, and ends the conversation once everything that was written has arrived. */
export async function carryOutMacro(conversationId: string, macro: Canned): Promise<void> {
  try {
    if (macro.tags.length > 0) {
      const had = rowOf(conversationId)?.tags ?? [];
      const { conversation } = await setTags(conversationId, [...new Set([...had.map(({ id }) => id), ...macro.tags])]);
      takeRow(conversation);
      follow(conversation);
    }
    // A line that was refused stands there with its reason; the conversation then stays open.
    if (macro.closes && (await sent(conversationId))) await close(conversationId);
  } catch (error) {
    tell('error', wordsFor(error));
  }
}
