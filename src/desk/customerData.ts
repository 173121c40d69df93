import { toIso } from '../base/clock.ts';
import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import type { DeskPerson } from '../contract/desk.ts';
import type { CustomerData, CustomerRef, FindCustomer } from '../contract/desk/customerData.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { audit } from '../storage/audit.ts';
import type { StoredCustomer } from '../storage/conversation.ts';
import { countMessages, findCustomers, listFiles, ratingsOf, rowsOf, type CustomerRows } from '../storage/customerData.ts';
import { eraseConversations, eraseTickets, forgetWords } from '../storage/erase.ts';
import { findFile } from '../storage/file.ts';
import { listMessages, type StoredMessage } from '../storage/message.ts';
import type { Database } from '../storage/schema.ts';
import { listEntries } from '../storage/ticket.ts';
import type { Origin } from './account/origin.ts';

/** Those whom a search means, each with what there is of them; of those of whom there is nothing, none. */
export async function findCustomerData({ storage: { read } }: Runtime, sought: FindCustomer): Promise<CustomerData[]> {
  const found: CustomerData[] = [];
  for (const ref of await findCustomers(read, sought)) {
    const rows = await rowsOf(read, ref);
    if (rows.conversations.length + rows.tickets.length > 0) found.push(await describe(read, ref, rows));
  }
  return found;
}

async function describe(database: Database, ref: CustomerRef, rows: CustomerRows): Promise<CustomerData> {
  const { conversations, tickets } = rows;
  const ids = conversations.map(({ id }) => id);
  const last_ms = Math.max(...conversations.map(({ updated_at }) => updated_at), ...tickets.map(({ updated_ms }) => updated_ms));
  return {
    ref,
    name: nameOf(rows),
    conversations: conversations.length,
    messages: await countMessages(database, ids),
    files: (await listFiles(database, ids)).length,
    ratings: (await ratingsOf(database, ids)).length,
    tickets: tickets.map(({ number }) => number),
    open: openOf(rows),
    lastAt: toIso(last_ms),
  };
}

function nameOf({ conversations, tickets }: CustomerRows): string | null {
  const named = conversations.map(({ customer_json }) => (JSON.parse(customer_json) as StoredCustomer).name).findLast((name) => name !== null);
  return named ?? tickets.findLast(({ customerName }) => customerName !== null)?.customerName ?? null;
}

function openOf({ conversations, tickets }: CustomerRows): { conversations: number; tickets: number } {
  return { conversations: conversations.filter(({ state }) => state !== 'closed').length, tickets: tickets.filter(({ state }) => state === 'open' || state === 'working').length };
}

/** Everything that is kept of a customer, files included, as it is stored: private numbers in chats were masked before. @throws JiedaError `customer.not_found`. */
export async function exportCustomer(runtime: Runtime, by: DeskPerson, ref: CustomerRef, format: 'json' | 'text', { address }: Origin): Promise<string> {
  const { read } = runtime.storage;
  const rows = await rowsOf(read, ref);
  if (rows.conversations.length + rows.tickets.length === 0) throw new JiedaError('customer.not_found');
  const ids = rows.conversations.map(({ id }) => id);
  const ratings = new Map((await ratingsOf(read, ids)).map((rating) => [rating.conversation_id, rating]));
  const conversations = [];
  for (const row of rows.conversations) {
    const rating = ratings.get(row.id);
    conversations.push({
      id: row.id,
      opened: toIso(row.opened_at),
      closed: row.closed_at === null ? null : toIso(row.closed_at),
      page: row.page,
      customer: JSON.parse(row.customer_json) as StoredCustomer,
      messages: (await allLines(read, row.id)).map(({ seq, sender, kind, text, at_ms }) => ({ seq, at: toIso(at_ms), sender, kind, text })),
      rating: rating === undefined ? null : { score: rating.score, reasons: JSON.parse(rating.reasons_json) as string[], comment: rating.comment },
    });
  }
  const tickets = [];
  for (const { number, kind, state, customerName, contact, content, reason, wish, details, result, opened_ms } of rows.tickets) {
    const entries = (await listEntries(read, number)).map((entry) => ({ at: toIso(entry.at_ms), kind: entry.kind, text: entry.text }));
    tickets.push({ number, kind, state, opened: toIso(opened_ms), customerName, contact, content, reason, wish, details, result, entries });
  }
  const files = [];
  for (const { conversationId, key, type } of await listFiles(read, ids)) {
    const file = await findFile(read, conversationId, key);
    if (file !== undefined) files.push({ conversation: conversationId, key, type, base64: Buffer.from(file.content).toString('base64') });
  }
  const at_ms = runtime.clock.now_ms();
  await runtime.storage.transaction((database) =>
    audit(database, { at_ms, by: by.id, action: 'customer.exported', from: address, details: { by: ref.kind, conversations: ids.length, tickets: tickets.length } }),
  );
  const data = { exported: toIso(at_ms), customer: ref, conversations, tickets, files };
  return format === 'json' ? JSON.stringify(data, null, 2) : inWords(data);
}

type Exported = {
  exported: string;
  customer: CustomerRef;
  conversations: { id: string; opened: string; messages: { at: string; sender: string; text: string }[]; rating: { score: number; comment: string | null } | null }[];
  tickets: { number: string; state: string; contact: string | null; content: string; entries: { at: string; text: string }[] }[];
  files: { key: string; type: string }[];
};

const SENDERS: Record<string, string> = { customer: '客户', bot: '机器人', agent: '客服', system: '系统' };

/** Plain text: whatever a customer wrote stays text. */
function inWords({ exported, customer, conversations, tickets, files }: Exported): string {
  const lines = [`客户数据 ${customer.value}，导出于 ${exported}`];
  for (const { id, opened, messages, rating } of conversations) {
    lines.push('', `会话 ${id}，${opened}`);
    for (const { at, sender, text } of messages) lines.push(`  ${at} ${SENDERS[sender] ?? sender}：${text.replaceAll('\n', '\n    ')}`);
    if (rating !== null) lines.push(`  评价：${rating.score} 分${rating.comment === null ? '' : `，${rating.comment}`}`);
  }
  for (const { number, state, contact, content, entries } of tickets) {
    lines.push('', `处理记录 ${number}（${state}），联系方式 ${contact ?? '无'}`, `  ${content}`);
    for (const { at, text } of entries) lines.push(`  ${at} ${text}`);
  }
  if (files.length > 0) lines.push('', '文件（内容见 JSON 导出）', ...files.map(({ key, type }) => `  ${key} ${type}`));
  return `${lines.join('\n')}\n`;
}

async function allLines(database: Database, id: string): Promise<StoredMessage[]> {
  const lines: StoredMessage[] = [];
  for (;;) {
    const page = await listMessages(database, id, lines.at(-1)?.seq ?? 0, LIMITS.messagesPage);
    lines.push(...page);
    if (page.length < LIMITS.messagesPage) return lines;
  }
}

/**
 * Erases what was said and written by and about a customer, and who they are; counts for reports stay. In one transaction, so that nothing is half
 * gone.
 * @throws JiedaError `customer.not_found`, `customer.not_confirmed`; `customer.open` with how much is not over yet.
 */
export async function eraseCustomer(runtime: Runtime, by: DeskPerson, ref: CustomerRef, confirm: string, { address }: Origin): Promise<{ conversations: number; tickets: number }> {
  const { storage, clock } = runtime;
  return storage.transaction(async (database) => {
    const rows = await rowsOf(database, ref);
    const { conversations, tickets } = rows;
    if (conversations.length + tickets.length === 0) throw new JiedaError('customer.not_found');
    if (confirm !== ref.value && confirm !== nameOf(rows)) throw new JiedaError('customer.not_confirmed');
    const open = openOf(rows);
    if (open.conversations + open.tickets > 0) throw new JiedaError('customer.open', open);
    const at_ms = clock.now_ms();
    await eraseConversations(database, storage.engine, conversations.map(({ id }) => id), at_ms);
    await eraseTickets(database, tickets.map(({ number }) => number));
    await forgetWords(database, storage.engine);
    // Not whom: the log would keep what is to be forgotten.
    await audit(database, { at_ms, by: by.id, action: 'customer.erased', from: address, details: { by: ref.kind, conversations: conversations.length, tickets: tickets.length } });
    return { conversations: conversations.length, tickets: tickets.length };
  });
}
