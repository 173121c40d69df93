import type { DeskMessage } from '../../../contract/desk.ts';

/**
 * Lines that the agent has written and the server has not yet shown as messages. A line keeps its `clientId` over every retry, and
 * the server keeps one message per `clientId`, so that retrying is always safe. Pure.
 */
export type Line = {
  readonly clientId: string;
  readonly conversationId: string;
  readonly text: string;
  readonly at: string;
  /** The last message the agent could see when writing; the line's own message comes after it. */
  readonly after: number;
  /** Why it is sent although something was found in it, and which entries were replaced before. */
  readonly reason?: string;
  readonly replaced?: readonly string[];
  /** Set once the server has acknowledged it. */
  readonly seq?: number;
  /** Set once the server has refused it for good. */
  readonly refused?: string;
};

export type Outbox = readonly Line[];

export function acknowledged(outbox: Outbox, clientId: string, seq: number): Outbox {
  return outbox.map((line) => (line.clientId === clientId ? { ...line, seq } : line));
}

export function refused(outbox: Outbox, clientId: string, why: string): Outbox {
  return outbox.map((line) => (line.clientId === clientId ? { ...line, refused: why } : line));
}

/** A refused line goes out again, behind what was written since, under the same `clientId`. `after`: the last line that its writer knows by now. */
export function retried(outbox: Outbox, clientId: string, after?: number): Outbox {
  const line = outbox.find((one) => one.clientId === clientId);
  if (!line) return outbox;
  const { refused: _gone, ...fresh } = line;
  return [...without(outbox, clientId), { ...fresh, after: after ?? fresh.after }];
}

export function without(outbox: Outbox, clientId: string): Outbox {
  return outbox.filter((line) => line.clientId !== clientId);
}

/** One line at a time and in order, so that two quick lines cannot overtake each other. */
export function nextToSend(outbox: Outbox): Line | undefined {
  return outbox.find((line) => line.seq === undefined && line.refused === undefined);
}

/** Drops the acknowledged lines whose messages have arrived. */
export function settled(outbox: Outbox, conversationId: string, messages: readonly DeskMessage[]): Outbox {
  const seqs = new Set(messages.map((message) => message.seq));
  return outbox.filter((line) => line.conversationId !== conversationId || line.seq === undefined || !seqs.has(line.seq));
}

/**
 * The lines to show below the messages. Between the push of a line's message and the acknowledgement of the line itself both are
 * here; such a line is recognised by its `clientId`, or as an own message of the same text that came after it was written.
 */
export function shownLines(outbox: Outbox, conversationId: string, messages: readonly DeskMessage[], workerNumber: string): Line[] {
  const claimed = new Set(outbox.flatMap((line) => line.seq ?? []));
  return outbox.filter((line) => {
    if (line.conversationId !== conversationId) return false;
    const own = messages.find((message) => isMessageOf(message, line, workerNumber) && (line.seq !== undefined || !claimed.has(message.seq)));
    if (own) claimed.add(own.seq);
    return !own;
  });
}

function isMessageOf(message: DeskMessage, line: Line, workerNumber: string): boolean {
  if (line.seq !== undefined) return message.seq === line.seq;
  if (message.clientId !== undefined) return message.clientId === line.clientId;
  return message.from === 'agent' && message.agent?.workerNumber === workerNumber && message.seq > line.after && message.text === line.text.trim();
}
