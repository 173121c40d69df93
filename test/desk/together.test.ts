import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeskPerson } from '../../src/contract/desk.ts';
import type { Runtime } from '../../src/conversation/runtime.ts';
import { accept } from '../../src/desk/accept.ts';
import { answer } from '../../src/desk/answer.ts';
import { closeByAgent, giveBack } from '../../src/desk/end.ts';
import { inviteColleague, letColleagueGo } from '../../src/desk/participant.ts';
import { signOfLife } from '../../src/desk/presence.ts';
import { statusOf } from '../../src/desk/queue.ts';
import { offerFor } from '../../src/desk/routing/offer.ts';
import { sweepRouting } from '../../src/desk/routing/sweep.ts';
import { takeOver, whisper } from '../../src/desk/supervise.ts';
import { transfer } from '../../src/desk/transfer.ts';
import { listFor } from '../../src/desk/list.ts';
import { messagesForDesk, rowOf } from '../../src/desk/view.ts';
import { listAudit } from '../../src/storage/audit.ts';
import { atDesk, inTeams } from '../support/desk.ts';
import { talker, type Talker } from '../support/talk.ts';
import { testRuntime, type TestRuntime } from '../support/runtime.ts';

describe('several people and one customer', () => {
  let test: TestRuntime;
  let runtime: Runtime;
  let lin: DeskPerson;
  let wang: DeskPerson;
  let boss: DeskPerson;
  let customer: Talker;
  let id: string;

  beforeEach(async () => {
    test = await testRuntime();
    ({ runtime } = test);
    lin = await atDesk(runtime, 'lin', '1001');
    wang = await atDesk(runtime, 'wang', '1002');
    boss = await atDesk(runtime, 'boss', '1', 'supervisor');
    customer = await talker(runtime);
    id = customer.key.conversationId;
    await customer.say('转人工');
    await accept(runtime, lin, id);
  });
  afterEach(() => test.close());

  it('a conversation goes to a colleague with a note that the customer never sees', async () => {
    await transfer(runtime, lin, id, { personId: wang.id, note: '请查一下仓库' });
    expect((await statusOf(runtime, id)).state).toBe('queued');
    await sweepRouting(runtime);
    expect(await offerFor(runtime, wang.id)).toMatchObject({ conversationId: id, note: '请查一下仓库', from: 'lin（1001）' });
    await accept(runtime, wang, id);
    expect((await statusOf(runtime, id)).agent).toMatchObject({ workerNumber: '1002' });
    expect((await customer.lines()).join('\n')).not.toMatch(/仓库|lin（1001）转给/);
    expect((await messagesForDesk(runtime, id, 0)).filter((message) => message.private).map(({ text }) => text)).toEqual(['lin（1001）转给wang（1002）', '请查一下仓库']);
    expect((await customer.lines()).slice(-2)).toEqual(['system: 正在为您转接同事，请稍等。', 'system: 客服wang（工号 1002）已接入，为您服务。']);
  });

  it('a conversation goes to a team, and not back to whoever passed it on', async () => {
    await inTeams(runtime, wang, ['drive']);
    await inTeams(runtime, boss, ['shop']);
    await transfer(runtime, lin, id, { teamId: 'drive', note: '' });
    await sweepRouting(runtime);
    expect((await offerFor(runtime, wang.id))?.conversationId).toBe(id);
    await expect(transfer(runtime, lin, id, { teamId: 'drive', note: '' })).rejects.toMatchObject({ code: 'conversation.not_yours' });
  });

  it('nobody is passed a conversation who is not there, and nobody passes it to themselves or to no team', async () => {
    await signOfLife(runtime, wang.id, false, true);
    for (const [to, code] of [[{ personId: wang.id }, 'colleague.not_there'], [{ personId: lin.id }, 'colleague.self'], [{ personId: 'nobody' }, 'account.not_found'], [{ teamId: 'none' }, 'team.not_found']] as const) {
      await expect(transfer(runtime, lin, id, { ...to, note: '' })).rejects.toMatchObject({ code });
    }
    expect((await statusOf(runtime, id)).state).toBe('agent');
  });

  it('an invited colleague writes, the customer sees who, and leaves; only who serves ends it', async () => {
    await expect(answer(runtime, wang, id, { clientId: 'a', text: '插话' })).rejects.toMatchObject({ code: 'conversation.not_yours' });
    expect((await listFor(runtime, wang, 'mine')).conversations).toEqual([]);
    expect(await listFor(runtime, wang, 'served')).toMatchObject({ conversations: [{ id, agent: { id: lin.id } }], total: 1, counts: { mine: 0, served: 1 } });
    await inviteColleague(runtime, lin, id, wang.id);
    await inviteColleague(runtime, lin, id, wang.id);
    await answer(runtime, wang, id, { clientId: 'a', text: '我来补充' });
    expect((await customer.lines()).filter((line) => line.includes('也加入了会话'))).toHaveLength(1);
    expect((await rowOf(runtime, id)).colleagues).toMatchObject([{ id: wang.id }]);
    expect(((await listFor(runtime, wang, 'mine')).conversations).map((row) => row.id)).toEqual([id]);
    for (const deed of [closeByAgent, giveBack]) await expect(deed(runtime, wang, id)).rejects.toMatchObject({ code: 'conversation.not_yours' });
    await letColleagueGo(runtime, wang, id, wang.id);
    await expect(answer(runtime, wang, id, { clientId: 'b', text: '还有' })).rejects.toMatchObject({ code: 'conversation.not_yours' });
    await inviteColleague(runtime, lin, id, wang.id);
    await giveBack(runtime, lin, id);
    expect((await rowOf(runtime, id)).colleagues).toBeUndefined();
  });

  it('a supervisor whispers to the agent once, and the customer never hears it', async () => {
    const before = await customer.lines();
    const seq = await whisper(runtime, boss, id, { clientId: 'w', text: '先道歉' });
    expect(await whisper(runtime, boss, id, { clientId: 'w', text: '先道歉' })).toBe(seq);
    expect(await customer.lines()).toEqual(before);
    expect((await messagesForDesk(runtime, id, seq - 1))[0]).toMatchObject({ kind: 'whisper', private: true, text: '先道歉', agent: { workerNumber: '1' } });
    await giveBack(runtime, lin, id);
    await expect(whisper(runtime, boss, id, { clientId: 'x', text: '在吗' })).rejects.toMatchObject({ code: 'conversation.not_served' });
    expect(await listAudit(runtime.storage.read, { action: 'conversation.whispered', by: boss.id }, 5)).toHaveLength(1);
  });

  it('a supervisor takes over from an agent, an agent only from the bot; both leave a line', async () => {
    await expect(takeOver(runtime, wang, id)).rejects.toMatchObject({ code: 'session.forbidden' });
    await takeOver(runtime, boss, id);
    await expect(answer(runtime, lin, id, { clientId: 'a', text: '您好' })).rejects.toMatchObject({ code: 'conversation.not_yours' });
    await answer(runtime, boss, id, { clientId: 'a', text: '您好，我是主管' });
    await giveBack(runtime, boss, id);
    await takeOver(runtime, wang, id);
    expect((await statusOf(runtime, id)).agent).toMatchObject({ workerNumber: '1002' });
    expect((await listAudit(runtime.storage.read, { action: 'conversation.taken_over' }, 5)).map(({ by, details }) => [by, details['agent']])).toEqual([[wang.id, null], [boss.id, lin.id]]);
    await closeByAgent(runtime, wang, id);
    await expect(takeOver(runtime, boss, id)).rejects.toMatchObject({ code: 'conversation.closed' });
  });

  it('the bot goes on from what it knew when it gets a conversation back', async () => {
    const { dialog } = await customer.conversation();
    await giveBack(runtime, lin, id);
    expect((await customer.conversation()).dialog.slots).toEqual(dialog.slots);
    expect((await customer.conversation()).dialog.topic).toBe(dialog.topic);
  });
});
