import type { ForbiddenCheck } from '../../text/forbidden/check.ts';
import { invitesRating } from './check/words.ts';
import type { Outcome } from './outcome.ts';

type Unmet = { expected: string; got: string };

/** What holds of everything that the bot says, in every conversation, without being written down. */
export function alwaysChecks(forbidden: ForbiddenCheck): (outcome: Outcome) => Unmet[] {
  const heard: string[] = [];
  let last = '';
  return (outcome) => {
    if (outcome.text !== null) heard.push(outcome.text);
    const unmet: Unmet[] = [];
    for (const reply of outcome.replies) {
      const own = withoutQuotes(reply.text, heard);
      for (const { text: found, because } of forbidden(own)) unmet.push({ expected: `总是：不说“${found}”`, got: `${reply.text}（${because}）` });
      if (/你(?!们好)/.test(own.replace(/迷你/g, ''))) unmet.push({ expected: '总是：用“您”', got: reply.text });
      if (/\{\{|\}\}|\[\[|\]\]|undefined|NaN/.test(reply.text)) unmet.push({ expected: '总是：没有没填上的空', got: reply.text });
      if (reply.text === last) unmet.push({ expected: '总是：不重复上一句', got: reply.text });
      if (invitesRating(reply) && !outcome.dialog.solved) unmet.push({ expected: '总是：客户说解决了才请评价', got: reply.text });
      last = reply.text;
    }
    for (const secret of secretsOf(outcome)) {
      if (outcome.replies.some(({ text }) => text.includes(secret))) unmet.push({ expected: '总是：不复述隐私内容', got: '回复里有客户的隐私内容' });
    }
    return unmet;
  };
}

/** What the customer said themselves, between quotation marks, is not our wording. */
function withoutQuotes(text: string, heard: readonly string[]): string {
  return text.replace(/“([^”]*)”/g, (whole, inside: string) => (heard.some((line) => line.includes(inside)) ? '“”' : whole));
}

function secretsOf({ text, meaning }: Outcome): string[] {
  return text === null || meaning === null ? [] : meaning.private.map(({ start, end }) => text.slice(start, end));
}
