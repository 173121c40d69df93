import { randomUUID } from 'node:crypto';
import { CUSTOMERS } from './days.js';
import { Visitor } from './doors.js';

/** The worst is not sent at all. */
const refused = (sending) =>
  sending.then(
    () => Promise.reject(new Error('it was sent')),
    (error) => error.message.includes('message.forbidden') || Promise.reject(error),
  );
const recorded = (ticket) => ({ clientId: randomUUID(), skill: 'shop', urgent: false, ...ticket });

/** What was recorded on the day before: an escalated complaint with its report, one for a supervisor to decide, a follow-up that is done. */
export async function recordYesterday({ address, people: { lin, wang, supervisor } }) {
  const change = (person, number, deed, body) => person.ask('POST', `/tickets/${number}/${deed}`, body);
  const revOf = async (person, number) => (await person.ask('GET', `/tickets/${number}`)).ticket.rev;
  const record = async (person, ticket) => (await person.ask('POST', '/tickets', recorded(ticket))).ticket.number;
  const deed = async (person, number, name, body = {}) => change(person, number, name, { rev: await revOf(person, number), ...body });

  const { id: conversationId } = await (await new Visitor(address, CUSTOMERS.liu).open()).say('包裹显示签收，我没收到', '人工');
  await lin.accept(conversationId);
  const escalated = await record(lin, { conversationId, kind: 'escalated_complaint', content: '包裹显示已签收，客户没有收到，第二次投诉', reason: '快递放在驿站却没有通知', wish: '今天送到，并说明原因', contact: '13800005678', urgent: true });
  await deed(lin, escalated, 'take');
  await deed(lin, escalated, 'progress', { text: '已请快递核对签收照片，明天 10:00 前给您结果' });
  await lin.close(conversationId);
  const decision = await record(wang, { kind: 'supervisor_decision', content: '超出政策的补偿：客户要求退还去年的会员年费', wish: '退还 199 元', contact: '13600008642', customer: '郑凯' });
  await deed(wang, decision, 'take');
  await deed(wang, decision, 'proposal', { text: '补一张 50 元优惠券，会员延长两个月', askApproval: true });
  const business = await record(wang, { kind: 'business_complaint', content: '活动页写明满减，下单时没有减', reason: '活动当天 23:00 已结束，页面没有及时下线', wish: '补差价 30 元', contact: 'lina@example.com', customer: '李娜' });
  await deed(wang, business, 'take');
  const done = await record(lin, { kind: 'follow_up', content: '核实洗衣机保修日期', contact: '13900002468', customer: '何静' });
  await deed(lin, done, 'take');
  await deed(lin, done, 'result', { result: '保修到 2027 年 8 月，已短信告知', satisfaction: 'satisfied' });
  await record(supervisor, { kind: 'left_message', skill: 'drive', content: '夜间留言：网盘客户端启动不了，报错 0x80070005', contact: '13700001122', customer: '访客' });
  await record(lin, { kind: 'suggestion', content: '建议购物车支持批量删除', customer: '孙丽' });
  return { escalated, decision, business };
}

/** Scores of earlier conversations: one agreed to, one appealed. */
export async function scoreYesterday({ people: { supervisor, lin, wang } }) {
  const scores = { greet: 'yes', restate: 'partly', feeling: 'yes', solve: 'yes', ask: 'yes', close: 'no', promise: 'yes', line: false };
  for (const [person, appeal] of [[lin, false], [wang, true]]) {
    const { conversations } = await supervisor.ask('GET', `/conversations?list=closed&agent=${person.id}`);
    const { review } = await supervisor.ask('POST', '/reviews', { conversationId: conversations[0].id });
    const path = `/reviews/${review.conversationId}`;
    const scored = await supervisor.ask('PUT', `${path}/score`, { rev: review.rev, scores, comment: '接得快，先照顾了情绪；结束前请再确认一次。' });
    await person.ask('PUT', `${path}/answer`, { rev: scored.review.rev, appeal, text: appeal ? '客户当时已经离开，没有办法再确认。' : '明白，谢谢。' });
  }
}

/** What is not said to customers and was written all the same, on the day of this number: refused, sent with a reason, replaced. */
export async function speakBadly({ address, people: { wang, li, zhao } }, number) {
  const talks = [
    [wang, '这是规定', '客户要看原文'],
    [li, '马上给您解决', '已经在处理，几秒就好'],
    [wang, '这是快递的问题', '快递已书面确认'],
    [zhao, '您清一下缓存', '客户是程序员'],
  ];
  for (const [person, text, reason] of talks.slice(number % 3, 2 + (number % 3))) {
    const { id } = await (await new Visitor(address).open()).say('人工客服');
    await person.accept(id);
    await person.say(id, text, reason);
    await refused(person.say(id, '你到底想怎么样'));
    await person.ask('POST', `/conversations/${id}/messages`, { clientId: randomUUID(), text: '我能为您做的是联系快递核实，再给您回复。', replaced: ['arrogance-cannot'] });
    await person.close(id);
  }
}

/** This morning, minutes before the pictures: who writes, and who answers already. */
export async function playMorning({ address, people: { lin, wang, zhao }, tags, sleeve }) {
  const visit = async (who, ...says) => (await new Visitor(address, who).open()).say(...says);
  // With the bot: two that somebody should look at, three that go well.
  await visit(null, '传不上去', '不是这个', '你没听懂吧', '说了不是这个，到底行不行');
  await visit(CUSTOMERS.sun, '怎么还没发货啊，急死了', '202611010004');
  await visit(null, '双十一的券还能用吗');
  await visit(CUSTOMERS.he, '我的衬衫到了吗', '202611010002');
  await visit(null, '外链怎么设密码');

  // With people.
  const late = await visit(CUSTOMERS.liu, '我的跑步鞋到哪了', '202611010005', '都几天没动了，你们这帮骗子！', '人工，马上！');
  await lin.accept(late.id);
  await lin.say(late.id, '刘先生您好，让您久等了，非常抱歉。我是林晓，已经看到包裹停在武汉，正在联系快递。');
  await lin.note(late.id, '第二次来问同一单，昨天已登记升级投诉，注意安抚');
  await late.say('昨天也是这么说的，我今天必须收到');
  await lin.ask('POST', `/conversations/${late.id}/tags`, { tags: [tags['物流'], tags['待回访']] });
  const shirt = await visit(CUSTOMERS.wang, '衬衫袖口开线了，想退', '202611010002', '转人工');
  await lin.accept(shirt.id);
  await lin.say(shirt.id, '王女士您好，我是林晓。麻烦您拍一张开线处的照片发给我，可以吗？');
  await shirt.send('袖口.png', sleeve);
  await shirt.say('好的，您看一下');
  const drive = await visit(null, '客户端一打开就闪退', '重装也不行', '人工客服');
  await zhao.accept(drive.id);
  await zhao.say(drive.id, '您好，我是赵敏。请问您的系统是 Windows 10 还是 11？');
  const plan = await visit(null, '帮我换个套餐', '人工');
  await wang.accept(plan.id);
  return { late, shirt };
}

/** And those who wait. */
export async function fillQueue({ address }) {
  const visit = async (who, ...says) => (await new Visitor(address, who).open()).say(...says);
  await visit(null, '手机壳颜色发错了', '转人工');
  await visit(CUSTOMERS.chen, '洗衣机又不转了，第三次了', '找人工');
  await visit(null, '账号被冻结了', '人工客服');
  await visit(CUSTOMERS.zheng, '发票抬头开错了', '转人工');
}
