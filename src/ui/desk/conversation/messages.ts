import type { DeskMessage } from '../../../contract/desk.ts';

/** Joins what is known with what arrives: one message per `seq`, in the order of `seq`; the later version of a message wins. */
export function merge(known: readonly DeskMessage[], arrived: readonly DeskMessage[]): DeskMessage[] {
  const bySeq = new Map(known.map((message) => [message.seq, message]));
  for (const message of arrived) bySeq.set(message.seq, { ...bySeq.get(message.seq), ...message });
  for (const { recalls } of arrived) {
    const recalled = recalls === undefined ? undefined : bySeq.get(recalls);
    if (recalled) bySeq.set(recalled.seq, withoutWords(recalled));
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** What is left of a line that its writer took back. */
function withoutWords({ options: _options, card: _card, file: _file, ...message }: DeskMessage): DeskMessage {
  return { ...message, text: '', recalled: true };
}

/** The last `seq` up to which nothing is missing: what to ask for is everything after it. */
export function lastContiguous(messages: readonly DeskMessage[]): number {
  let last = 0;
  for (const { seq } of messages) {
    if (seq !== last + 1) break;
    last = seq;
  }
  return last;
}

/** Messages of one sender that follow each other closely stand under one head. */
/** `unseen`: what the customer does not get: a colleague's note, a supervisor's whisper, a notice for the desk. */
export type Group = { key: string; from: DeskMessage['from']; notice: boolean; unseen?: DeskMessage['kind']; agent?: DeskMessage['agent']; messages: DeskMessage[] };
export type Day = { key: string; at: string; groups: Group[] };

const GROUP_MS = 5 * 60_000;

export function groupByDay(messages: readonly DeskMessage[], dayKey: (at: string) => string): Day[] {
  const days: Day[] = [];
  for (const message of messages) {
    const key = dayKey(message.at);
    let day = days.at(-1);
    if (day?.key !== key) days.push((day = { key, at: message.at, groups: [] }));
    const group = day.groups.at(-1);
    if (group && belongs(message, group)) group.messages.push(message);
    else day.groups.push({ key: `${message.seq}`, from: message.from, notice: message.kind === 'notice', ...(message.private && { unseen: message.kind }), agent: message.agent, messages: [message] });
  }
  return days;
}

function belongs(message: DeskMessage, group: Group): boolean {
  const last = group.messages.at(-1);
  if (!last || group.notice || message.kind === 'notice' || message.from !== group.from) return false;
  if ((message.private ? message.kind : undefined) !== group.unseen) return false;
  if (message.agent?.workerNumber !== group.agent?.workerNumber) return false;
  return Date.parse(message.at) - Date.parse(last.at) < GROUP_MS;
}
