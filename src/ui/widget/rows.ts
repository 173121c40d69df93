import type { Card, Message, Option, Sender, SentFile } from '../../contract/message.ts';
import type { ChatView } from './chatView.ts';
import type { Unsent } from './outbox.ts';

/** One bubble. */
export interface Line {
  /** Stays the same when a message on its way becomes a committed one, so that its bubble does not blink. */
  readonly key: string;
  readonly text: string;
  readonly at: number;
  readonly card?: Card | undefined;
  readonly file?: SentFile | undefined;
  /** Its number, once it is committed. */
  readonly seq?: number;
  readonly progress: 'sending' | 'sent' | 'failed';
  readonly unsent?: Unsent;
}

/** Bubbles of one author in a row, under one avatar. */
export interface Group {
  readonly kind: 'group';
  readonly key: string;
  readonly from: Sender;
  readonly agent?: Message['agent'];
  readonly lines: Line[];
  /** The next group begins within a minute and shows nearly the same time. Own groups keep theirs, with the tick. */
  answeredAtOnce?: boolean;
}

export type Row =
  | Group
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'notice'; readonly key: string; readonly text: string };

const GROUP_MS = 5 * 60_000;
const AT_ONCE_MS = 60_000;

/** The conversation as it stands on the screen: dividers between days, notices, and groups of bubbles. */
export function toRows(messages: readonly Message[], unsent: readonly Unsent[]): Row[] {
  const rows: Row[] = [];
  let day = '';
  const divide = ({ at, key }: Line): void => {
    // The clock of this computer and the server's may disagree about midnight; a day is announced once.
    const next = new Date(at).toDateString();
    if (next === day || rows.some((row) => row.kind === 'day' && new Date(row.at).toDateString() === next)) return;
    day = next;
    rows.push({ kind: 'day', key: `d${key}`, at });
  };
  for (const message of messages) {
    // A notice further down says that it was taken back.
    if (message.recalled) continue;
    const line = committedLine(message);
    divide(line);
    if (message.kind === 'notice') {
      rows.push({ kind: 'notice', key: line.key, text: message.text });
      // What comes with a notice stands below it.
      if (line.card) append(rows, { ...line, key: `${line.key}-card`, text: '' }, 'bot', undefined);
    } else append(rows, line, message.from, message.agent);
  }
  for (const item of unsent) {
    const line = unsentLine(item);
    divide(line);
    append(rows, line, 'customer', undefined);
  }
  return rows;
}

/** Quick replies on offer: those of the bot's last turn, as long as nobody has said anything since. */
export function currentOptions(view: Pick<ChatView, 'messages' | 'unsent' | 'status'>): readonly Option[] {
  if (view.unsent.length > 0 || view.status.state === 'closed') return [];
  for (let i = view.messages.length - 1; i >= 0; i--) {
    const { from, options } = view.messages[i]!;
    if (from === 'customer' || from === 'agent') return [];
    if (options) return options;
  }
  return [];
}

function append(rows: Row[], line: Line, from: Sender, agent: Message['agent']): void {
  const last = rows[rows.length - 1];
  const previous = last?.kind === 'group' ? last.lines[last.lines.length - 1] : undefined;
  const same = last?.kind === 'group' && last.from === from && last.agent?.workerNumber === agent?.workerNumber;
  if (same && previous && line.at - previous.at < GROUP_MS) last.lines.push(line);
  else {
    if (last?.kind === 'group' && previous && last.from !== 'customer') last.answeredAtOnce = line.at - previous.at < AT_ONCE_MS;
    rows.push({ kind: 'group', key: `g${line.key}`, from, agent, lines: [line] });
  }
}

function committedLine({ seq, clientId, text, at, card, file }: Message): Line {
  return { key: clientId ?? `s${seq}`, seq, text: file ? '' : text, at: Date.parse(at), card, file, progress: 'sent' };
}

function unsentLine(item: Unsent): Line {
  const progress = item.failed ? 'failed' : item.seq ? 'sent' : 'sending';
  return { key: item.clientId, text: item.text, at: item.at, progress, unsent: item };
}
