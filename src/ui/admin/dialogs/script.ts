import type { PreviewAnswer } from '../../../contract/studio/dialogs.ts';

/**
 * A chat as a conversation test: what was said, and as what is expected what it was understood as, which replies came and whether it was handed over.
 * It has to be looked over: what came is not always what should have come.
 */
export function scriptOf(turns: readonly { said: string | null; answer: PreviewAnswer }[], title: string): string {
  // At night the bot says other things than at noon: the test plays when the chat took place.
  const lines = [`标题：${onOneLine(title)}`, ...turns.slice(0, 1).flatMap(({ said, answer }) => [`场景：${answer.at}`, ...(said === null ? ['（打开窗口）'] : [])]), ''];
  let queued = false;
  for (const { said, answer } of turns) {
    if (said !== null) {
      lines.push(`客户：${onOneLine(said)}`);
      const expected = [
        ...(answer.meaning ? [`意图 ${answer.meaning.intent}`] : []),
        ...answer.replies.map(({ template }) => `回复 ${template}`),
        answer.queued && !queued ? '转人工' : answer.queued ? '状态 排队' : '不转人工',
        ...(answer.ended ? ['结束'] : []),
      ];
      lines.push(`期望：${[...new Set(expected)].join('；')}`);
    }
    queued = answer.queued;
  }
  return `${lines.join('\n')}\n`;
}

/** A test has a line for each thing said. */
const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
