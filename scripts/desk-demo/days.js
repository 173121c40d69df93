import { PASSWORD } from './people.js';
import { Visitor } from './doors.js';
import { startServer } from './server.js';

const CUSTOMERS = {
  wang: { id: 'u-1001', name: '王女士', kind: 'returning' },
  chen: { id: 'u-1002', name: '陈先生', kind: 'vip' },
  liu: { id: 'u-1003', name: '刘洋', kind: 'returning' },
  sun: { id: 'u-1004', name: '孙丽', kind: 'new' },
  zheng: { id: 'u-1005', name: '郑凯', kind: 'vip' },
  he: { id: 'u-1006', name: '何静', kind: 'returning' },
};

/** Conversations that the bot ends alone: what is said, and how it is rated. */
const WITH_BOT = [
  { says: ['怎么退货', '解决了，没有别的了，再见'], score: 5, recommend: 9 },
  { who: CUSTOMERS.wang, says: ['我的台灯到哪了', '202611010001', '知道了，谢谢，再见'], score: 5, recommend: 10 },
  { says: ['网页上传一个180M的视频不让传', '明白了，解决了', '没有了，再见'], score: 4, recommend: 8 },
  { says: ['会员打几折', '好的，没有别的了，再见'], score: 5, recommend: 9 },
  { says: ['发票怎么开', '商品的', '知道了，再见'] },
  { says: ['退款到哪了', '202611010006', '收到了，没有别的了，再见'], score: 4, recommend: 7 },
  { who: CUSTOMERS.he, says: ['洗衣机保修多久', '好的，没有别的了，再见'] },
  { says: ['套餐有哪些', '我再想想，再见'], score: 3, recommend: 6 },
];

/** Conversations that end with a person: what is said until then, the first reply, what follows in turn, and how it is rated. */
const WITH_PEOPLE = [
  { who: CUSTOMERS.chen, by: 'lin', says: ['跑步鞋怎么还没到 202611010005', '转人工'], reply: '陈先生您好，我正在为您催这一单，请您稍等两分钟。', then: ['好，麻烦了'], answer: '快递已安排今天派送，20:00 前有结果，我会再给您回复。', score: 5, reasons: ['fast', 'friendly'], recommend: 10, tags: ['物流', '高价值'] },
  { by: 'zhao', says: ['登录不上，老提示密码错', '转人工'], reply: '您好，我是赵敏，请问重置密码之后还是同样的提示吗？', then: ['重置好了，能进了'], answer: '太好了，建议您定期修改密码。', score: 5, reasons: ['solved'], recommend: 9 },
  { who: CUSTOMERS.sun, by: 'wang', says: ['衬衫洗了一次就缩水，太差了', '找人工'], reply: '孙女士您好，实在抱歉，质量问题的运费由我们承担，我为您登记退货。', then: ['行吧'], answer: '已经登记，取件员明天上午联系您。', score: 3, recommend: 6, tags: ['退换'] },
  { by: 'li', says: ['我要退订流量包', '人工'], reply: '您好，流量包退订后次月生效，需要我现在为您登记吗？', then: ['登记吧'], answer: '已为您登记，下月 1 日生效。', score: 4, recommend: 8 },
  { who: CUSTOMERS.liu, by: 'wang', says: ['你们这帮骗子，钱什么时候退！', '人工！'], reply: '刘先生，让您久等了，非常抱歉。退款今天 11:00 已发往原付款账户。', then: ['还是没到，我不接受'], answer: '银行到账需要 1 到 3 个工作日，我明天 10:00 再为您核对一次。', score: 1, reasons: ['slow', 'unsolved'], recommend: 2, comment: '等了三天', tags: ['退换', '待回访'] },
  { who: CUSTOMERS.zheng, by: 'lin', says: ['年会采购能不能再便宜一点', '转人工'], reply: '郑先生您好，您是 VIP，可享 8 折，这也是目前最低的价格。', then: ['可以，谢谢'], answer: '不客气，订单确认后我会跟进发货。', score: 5, reasons: ['clear'], recommend: 9, tags: ['高价值'] },
];

const rotated = (list, by) => [...list.slice(by % list.length), ...list.slice(0, by % list.length)];

/** Starts the server at an instant, with everybody at their desk, for as long as `play` takes. */
export async function during({ clock, people, dataPath, port, environment }, play) {
  const server = await startServer({ dataPath, port, clock, environment });
  for (const person of Object.values(people)) {
    await person.signIn(server.address, PASSWORD);
    await person.open(server.address);
  }
  const played = await play(server);
  for (const person of Object.values(people)) person.leave();
  await server.stop();
  return played;
}

/** Plays one working day: customers write, some minutes later people answer, then it ends and is rated. */
export async function playDay({ day, number, tags, ...desk }) {
  const staffed = rotated(WITH_PEOPLE, number * 2).slice(0, 3 + (number % 4));
  const alone = rotated(WITH_BOT, number * 3).slice(0, 5 + ((number * 5) % 4));
  const { people } = desk;
  const at = (time, play) => during({ ...desk, clock: `${day}T${time}+08:00` }, play);
  const visitors = new Map();
  const everyStaffed = async (play) => {
    for (const talk of staffed) await play(talk, visitors.get(talk), people[talk.by]);
  };
  await at('10:00:00', async ({ address }) => {
    for (const talk of [...alone, ...staffed]) visitors.set(talk, await (await new Visitor(address, talk.who ?? null).open()).say(...talk.says));
  });
  await at(`10:0${1 + (number % 3)}:00`, () =>
    everyStaffed(async (talk, { id }, person) => {
      await person.accept(id);
      await person.say(id, talk.reply);
    }),
  );
  await at('10:06:00', () => everyStaffed((talk, visitor) => visitor.say(...talk.then)));
  await at('10:07:00', async () => {
    await everyStaffed(async ({ answer, tags: named = [] }, { id }, person) => {
      await person.say(id, answer);
      await person.ask('POST', `/conversations/${id}/tags`, { tags: named.map((name) => tags[name]) });
      await person.say(id, '请问还有什么需要我帮您的吗？');
      await person.close(id);
    });
    for (const { score, reasons, comment, recommend, ...talk } of [...alone, ...staffed].map((one) => ({ ...one, visitor: visitors.get(one) }))) if (score) await talk.visitor.rate({ score, reasons, comment, recommend });
  });
}

export { CUSTOMERS };
