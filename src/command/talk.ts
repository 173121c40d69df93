import { toIso } from '../base/clock.ts';
import { INITIAL_DIALOG_STATE, type DialogState } from '../contract/dialogState.ts';
import { ANONYMOUS } from '../conversation/open.ts';
import type { Runtime } from '../conversation/runtime.ts';
import type { ServedRelease } from '../conversation/serving.ts';
import { decide } from '../dialog/decide.ts';
import type { Card } from '../contract/message.ts';
import type { KnownTicket } from '../contract/ticket.ts';
import type { Decision, DialogEvent } from '../dialog/decision.ts';
import { describe } from './classify.ts';
import { inputLines, releaseForCommand, withRuntime } from './common.ts';

/** A conversation that lives in this terminal only, with what it recorded. */
type Talk = { state: DialogState; queued: boolean; ended: boolean; tickets: KnownTicket[] };

/** `jieda talk`: chats in the terminal, and shows what was understood and why the bot answered so. */
export async function runTalk(): Promise<void> {
  await withRuntime(async (runtime, config) => {
    const release = await releaseForCommand(runtime, config);
    const talk: Talk = { state: INITIAL_DIALOG_STATE, queued: false, ended: false, tickets: [] };
    await take(runtime, release, talk, { type: 'opened' });
    prompt();
    for await (const line of inputLines()) {
      if (line.trim() !== '') {
        const meaning = release.understanding.understand(line);
        note(`理解  ${describe(meaning)}`);
        await take(runtime, release, talk, { type: 'said', meaning, queued: talk.queued });
      }
      if (talk.ended) return;
      prompt();
    }
  });
}

async function take(runtime: Runtime, release: ServedRelease, talk: Talk, event: DialogEvent): Promise<void> {
  const now_ms = runtime.clock.now_ms();
  const decision = decide(talk.state, event, release.dialogs, {
    now_ms,
    timeZone: runtime.timeZone,
    customer: { name: ANONYMOUS.name, kind: ANONYMOUS.kind, driveLevel: ANONYMOUS.driveLevel },
    tickets: talk.tickets,
    ahead: talk.queued ? 0 : null,
    random: runtime.random,
  });
  talk.state = decision.state;
  talk.ended = decision.close !== null;
  for (const ticket of decision.tickets) talk.tickets.push({ ...ticket, state: 'open', opened_ms: now_ms, progress: null, result: null });
  for (const { number, withdraw } of decision.notes) if (withdraw) talk.tickets = talk.tickets.map((ticket) => (ticket.number === number ? { ...ticket, state: 'withdrawn' } : ticket));
  show(decision);
  if (decision.handOver) talk.queued = true;
  if (decision.leaveQueue) talk.queued = false;
  if (decision.lookUp) await take(runtime, release, talk, { type: 'looked_up', result: await runtime.orders(decision.lookUp.orderNumber), queued: talk.queued });
}

function show({ replies, reason, handOver, leaveQueue, lookUp, tickets, notes, close }: Decision): void {
  note(`决定  ${reason}`);
  for (const { text, options, card, template, variant } of replies) {
    process.stdout.write(`解答：${text}\n`);
    if (options) process.stdout.write(`      ${options.map(({ label }) => `[${label}]`).join(' ')}\n`);
    if (card) showCard(card);
    note(`      模板 ${template}#${variant}`);
  }
  if (lookUp) note(`      查询订单 ${lookUp.orderNumber}`);
  if (handOver) note(`转人工  ${handOver.reason} · ${handOver.skill} · ${handOver.problem}`);
  if (leaveQueue) note('取消排队');
  for (const { number, content, contact, due_ms } of tickets) note(`记录    ${number} · ${content} · 联系方式 ${contact ?? '无'} · 时限 ${due_ms === null ? '无' : shortTime(toIso(due_ms))}`);
  for (const { number, text, withdraw } of notes) note(`补充    ${number} · ${text}${withdraw ? '（撤回）' : ''}`);
  if (close !== null) note(`结束    ${close}`);
}

function showCard(card: Card): void {
  const line = (text: string) => process.stdout.write(`      ${text}\n`);
  if (card.type === 'order') for (const { at, text } of card.tracking) line(`${shortTime(at)}  ${text}`);
  if (card.type === 'ticket') line(`〔${card.number}〕 ${card.content}`);
  if (card.type === 'rating') line('〔评价 1-5〕');
}

/** Day and minute of an ISO instant. */
function shortTime(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}

/** What is for the reader at the terminal and not for a customer stands in grey. */
function note(text: string): void {
  process.stdout.write(process.stdout.isTTY ? `\u001b[90m${text}\u001b[0m\n` : `${text}\n`);
}

function prompt(): void {
  if (process.stdin.isTTY) process.stdout.write('您：');
}
