import { INITIAL_DIALOG_STATE, type DialogState } from '../contract/dialogState.ts';
import { ANONYMOUS } from '../conversation/open.ts';
import type { Runtime } from '../conversation/runtime.ts';
import type { ServedRelease } from '../conversation/serving.ts';
import { decide } from '../dialog/decide.ts';
import type { Decision, DialogEvent } from '../dialog/decision.ts';
import { describe } from './classify.ts';
import { inputLines, releaseForCommand, withRuntime } from './common.ts';

/** A conversation that lives in this terminal only. */
type Talk = { state: DialogState; queued: boolean };

/** `jieda talk`: chats in the terminal, and shows what was understood and why the bot answered so. */
export async function runTalk(): Promise<void> {
  await withRuntime(async (runtime, config) => {
    const release = await releaseForCommand(runtime, config);
    const talk: Talk = { state: INITIAL_DIALOG_STATE, queued: false };
    await take(runtime, release, talk, { type: 'opened' });
    prompt();
    for await (const line of inputLines()) {
      if (line.trim() !== '') {
        const meaning = release.understanding.understand(line);
        note(`理解  ${describe(meaning)}`);
        await take(runtime, release, talk, { type: 'said', meaning, queued: talk.queued });
      }
      prompt();
    }
  });
}

async function take(runtime: Runtime, release: ServedRelease, talk: Talk, event: DialogEvent): Promise<void> {
  const decision = decide(talk.state, event, release.dialogs, {
    now_ms: runtime.clock.now_ms(),
    timeZone: runtime.timeZone,
    customer: { name: ANONYMOUS.name, kind: ANONYMOUS.kind, driveLevel: ANONYMOUS.driveLevel },
    tickets: [],
    ahead: null,
    random: runtime.random,
  });
  talk.state = decision.state;
  show(decision);
  if (decision.handOver) talk.queued = true;
  if (decision.leaveQueue) talk.queued = false;
  if (decision.lookUp) await take(runtime, release, talk, { type: 'looked_up', result: await runtime.orders(decision.lookUp.orderNumber), queued: talk.queued });
}

function show({ replies, reason, handOver, leaveQueue, lookUp }: Decision): void {
  note(`决定  ${reason}`);
  for (const { text, options, card, template, variant } of replies) {
    process.stdout.write(`解答：${text}\n`);
    if (options) process.stdout.write(`      ${options.map(({ label }) => `[${label}]`).join(' ')}\n`);
    if (card?.type === 'order') for (const { at, text: step } of card.tracking) process.stdout.write(`      ${at.slice(0, 16).replace('T', ' ')}  ${step}\n`);
    note(`      模板 ${template}#${variant}`);
  }
  if (lookUp) note(`      查询订单 ${lookUp.orderNumber}`);
  if (handOver) note(`转人工  ${handOver.reason} · ${handOver.skill} · ${handOver.problem}`);
  if (leaveQueue) note('取消排队');
}

/** What is for the reader at the terminal and not for a customer stands in grey. */
function note(text: string): void {
  process.stdout.write(process.stdout.isTTY ? `\u001b[90m${text}\u001b[0m\n` : `${text}\n`);
}

function prompt(): void {
  if (process.stdin.isTTY) process.stdout.write('您：');
}
