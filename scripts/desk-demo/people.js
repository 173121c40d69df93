import { Person } from './doors.js';

export const PASSWORD = '自己记得住的一句长话';

/** Who works at the desk, and in which teams at which level. */
const STAFF = {
  admin: { login: 'zhouning', name: '周宁', workerNumber: '1', role: 'admin', teams: {} },
  supervisor: { login: 'chenlan', name: '陈岚', workerNumber: '2001', role: 'supervisor', teams: { shop: 3, account: 2 } },
  lin: { login: 'linxiao', name: '林晓', workerNumber: '1001', role: 'agent', teams: { shop: 3, account: 2 } },
  wang: { login: 'wanglei', name: '王磊', workerNumber: '1002', role: 'agent', teams: { shop: 2, telecom: 2 } },
  zhao: { login: 'zhaomin', name: '赵敏', workerNumber: '1003', role: 'agent', teams: { drive: 3, account: 3 } },
  li: { login: 'lixiang', name: '李想', workerNumber: '1004', role: 'agent', teams: { telecom: 3, shop: 1 } },
};

const HOURS = [{ from: '08:30', to: '12:00' }, { from: '13:30', to: '21:00' }];
const WEEKEND = [{ from: '09:00', to: '18:00' }];

const TAGS = ['物流', '退换', '已补偿', '待回访', '高价值'];

const CANNED = [
  { title: '查物流', text: '{customer}您好，我正在为您查 {order} 的物流，两分钟内给您回复。' },
  { title: '运费我们承担', text: '{customer}您好，质量问题的来回运费都由我们承担，您把商品和包装一起寄回即可。', tags: ['退换'] },
  { title: '确认解决', text: '请问刚才的问题解决了吗？还有什么需要我帮您的吗？' },
  { title: '结束语', text: '感谢您的耐心，祝您生活愉快。工号 {number} {agent}，再见。', closes: true },
];

/** Opens the desk for the first time: accounts, teams, hours, how customers come to agents, tags and canned replies. */
export async function setUp(server) {
  const admin = await new Person(STAFF.admin).join(server.address, server.link, PASSWORD);
  const people = { admin };
  for (const [key, person] of Object.entries(STAFF)) {
    if (key === 'admin') continue;
    const teams = Object.entries(person.teams).map(([team, level]) => ({ team, level }));
    const { path } = await admin.ask('POST', '/invitations', { role: person.role, teams });
    people[key] = await new Person(person).join(server.address, path, PASSWORD);
  }
  await set(admin, 'desk.hours', {
    week: [HOURS, HOURS, HOURS, HOURS, HOURS, WEEKEND, WEEKEND],
    holidays: [{ from: '10:00', to: '16:00' }],
    makeUpDays: HOURS,
    days: [{ date: '2026-12-31', spans: [{ from: '09:00', to: '17:00' }] }],
  });
  // Agents choose, so that nobody is offered what another one is about to take.
  await set(admin, 'desk.routing', { mode: 'pick', offer_s: 30 });
  await set(admin, 'quality.rules', { samplePercent: 30, lowRating: 2, silence_s: 300 });
  const tags = {};
  for (const name of TAGS) tags[name] = (await admin.ask('POST', '/tags', { name })).tag.id;
  for (const { tags: names = [], ...reply } of CANNED) await admin.ask('POST', '/canned', { shared: true, tags: names.map((name) => tags[name]), closes: false, ...reply });
  return { people, tags };
}

export async function set(admin, name, value) {
  const { rev } = (await admin.ask('GET', '/settings')).settings.find((setting) => setting.name === name);
  await admin.ask('PUT', `/settings/${name}`, { rev, value });
}
