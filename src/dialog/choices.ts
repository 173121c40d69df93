import type { Reply } from './decision.ts';
import { ASK_OPTION, REMEMBERED } from './engine.ts';
import { heard, type Turn } from './turn.ts';

const ORDINAL = /^(?:那|就|选|要|我要|我选|看看|那就)*(?:第)?([一二两三四五六1-6])(?:个|项|种|款|条)?(?:吧|呢|怎么样|是什么|呀|啊)*$/;
const NUMBERS = '一二三四五六';

/** A tapped button, or "the second one", means what stands on it, whatever the classifier makes of it. */
export function takeChoice(turn: Turn): void {
  const { meaning, state, content } = turn;
  if (meaning === null) return;
  const chosen = state.choices.includes(meaning.text) ? meaning.text : chosenByNumber(turn);
  if (chosen === null) return;
  const intent = [...content.options].find(([name, { text }]) => name.startsWith(ASK_OPTION) && text === chosen)?.[0].slice(ASK_OPTION.length);
  if (chosen !== meaning.text) turn.because.push(`选了“${chosen}”`);
  const { simplified: _simplified, ...rest } = meaning;
  turn.meaning = { ...rest, text: chosen, ...(intent !== undefined && { intent, confidence: 1, decidedBy: 'rule' as const }) };
  turn.text = heard(turn.meaning);
}

/** A bare number may be an answer of its own; it only counts where nothing else was asked. */
function chosenByNumber({ text, state }: Turn): string | null {
  const number = ORDINAL.exec(text)?.[1];
  if (number === undefined || (text.length === 1 && state.form !== null)) return null;
  const index = /\d/.test(number) ? Number(number) : number === '两' ? 2 : NUMBERS.indexOf(number) + 1;
  return state.choices[index - 1] ?? null;
}

/** The buttons under the last line, without the ways out that always stand there. */
export function choicesOf(replies: readonly Reply[], waysOut: readonly string[]): string[] {
  return (replies.at(-1)?.options ?? []).map(({ text }) => text).filter((text) => !waysOut.includes(text)).slice(0, REMEMBERED.choices);
}
