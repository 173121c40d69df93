import { createServer } from 'node:http';
import { Visitor } from '../desk-demo/doors.js';
import { set } from '../desk-demo/people.js';

const GIFTS = ['能包成礼盒吗', '送人的可以包装一下吗', '礼品包装怎么收费', '有没有礼盒', '买来送朋友，能包好看点吗', '可以附一张贺卡吗', '帮我用礼品纸包起来', '礼物包装在哪里选', '送长辈的，有没有喜庆点的包装', '包装袋能换成礼品袋吗', '下单时怎么选礼品包装', '贺卡上能写字吗'];
const MORE = ['礼盒上能系个丝带不', '公司送客户，五十份都要包装', '礼品包装要多等几天吗', '圣诞节的包装有吗'];
const TESTS = `# 礼品包装
标题：问礼品包装
客户：你好，送人的能包成礼盒吗
期望：意图 gift_wrapping；回复 gifts.answer；不转人工

标题：想附一张贺卡
客户：可以附一张贺卡吗
期望：意图 gift_wrapping；含“贺卡”；不转人工
`;

const LABELS = 4;
/** So many looks in a row have to find the review queue as long as the first one. */
const SETTLED = 20;

/** Asks until it is so. @throws Error after some minutes. */
async function until(isSo, what) {
  for (let tries = 0; tries < 1_200; tries += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`nothing came of ${what}`);
}

const examples = (texts) => texts.map((text) => ({ text, emotion: 'calm' }));

/** Somebody else's system: it takes what is told to `/orders`, and is out of order at `/crm`. */
export async function receiver() {
  const server = createServer((request, response) => {
    request.resume();
    response.statusCode = request.url === '/crm' ? 503 : 204;
    response.end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `localhost:${server.address().port}`;
  return { host, address: `http://${host}`, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** Other programs: two keys, two addresses that are told of events, one of which does not answer as it should. */
export async function openDoors(admin, hooks) {
  await admin.ask('POST', '/api-keys', { name: '数据仓库', scopes: ['reports:read'], expiresInDays: 365 });
  await admin.ask('POST', '/api-keys', { name: '门店小程序', scopes: ['understand'], expiresInDays: null });
  for (const [name, path, events] of [['工单系统', '/orders', ['ticket.opened', 'ticket.changed']], ['客户关系系统', '/crm', ['conversation.closed', 'rating.given']]]) {
    const { webhook } = await admin.ask('POST', '/webhooks', { name, url: hooks.address + path, events });
    await admin.ask('POST', `/webhooks/${webhook.id}/test`, {});
  }
}

async function change(admin, path, edit) {
  const { document } = await admin.edit('GET', path);
  await admin.edit('PUT', path, { document: edit(document) });
}

/** A new topic with its intent and its tests, and words for it. */
export async function editDraft(admin) {
  await admin.edit('PUT', '/intents/gift_wrapping', { document: { id: 'gift_wrapping', name: '礼品包装', domain: 'shop', description: '想把商品包成礼物，问怎么选、收不收费', rev: 1, rules: [], examples: examples(GIFTS) } });
  await admin.edit('POST', '/dialogs', { id: 'gifts', name: '礼品包装', intent: 'gift_wrapping', texts: ['可以包成礼盒，下单时勾选“礼品包装”即可，不另收费。', '下单页面有“礼品包装”，勾选后我们会包好再寄，不收费。', '能包的，请在下单时勾选“礼品包装”，免费。'] });
  await admin.edit('PUT', '/conversations/gifts', { rev: null, content: TESTS });
  await change(admin, '/lexicons/synonyms', ({ rev, content }) => ({ rev, content: [...content, ['礼品包装', '礼盒包装', '包成礼物']] }));
  await change(admin, '/lexicons/words', ({ rev, content }) => ({ rev, content: [{ word: '礼品袋', tag: '商品' }, ...content] }));
}

/** What waits in the review queue, once all of the week is in it, gets its first labels of the day. */
export async function label(admin) {
  const known = [];
  await until(async () => known.unshift((await admin.edit('GET', '/sentences/progress')).left) > SETTLED && known[0] > 0 && known.slice(0, SETTLED).every((left) => left === known[0]), 'the review queue');
  for (let decided = 0; decided < LABELS; decided += 1) {
    const { groups: [group] } = await admin.edit('POST', '/sentences/claim', { filter: {}, count: 1 });
    if (group === undefined) continue;
    const isGift = group.sentences.some(({ text }) => /包装|礼/.test(text));
    await admin.edit('POST', '/sentences/decisions', { group: group.id, sentences: group.sentences.filter(({ likeness }) => likeness > 0.5).map(({ id }) => id), intent: isGift ? 'gift_wrapping' : group.choices[0] });
  }
}

async function finished(admin, { job }) {
  await until(async () => {
    const { job: now } = await admin.edit('GET', `/jobs/${job}`);
    if (now.state === 'failed') throw new Error(`${now.kind}: ${JSON.stringify(now.error)}`);
    return now.state !== 'running';
  }, job);
}

/** Measures what serves, trains what is new, plays the conversation tests. */
export async function learn(admin) {
  await finished(admin, await admin.edit('POST', '/releases/1/evaluate', {}));
  await finished(admin, await admin.edit('POST', '/releases/train', { note: '礼品包装' }));
  await finished(admin, await admin.edit('POST', '/conversation-tests/run', {}));
}

/** The new release hears along with what customers say. */
export async function listenBeside({ admin, address }) {
  await set(admin, 'studio.shadow', { release: 2, share: 1 });
  const says = async (text) => (await new Visitor(address).open()).say(text);
  const heard = async () => {
    const { counts: { agreed, differed } } = await admin.edit('GET', '/releases/2/shadow');
    return agreed + differed;
  };
  // It has to be loaded first, and hears after the customers have their answers.
  await until(async () => (await heard()) > 0 || !(await says('你好')), 'the release in the shadow');
  const texts = [...GIFTS, ...MORE, '我的快递到哪了', '怎么退货', '发票怎么开'];
  const before = await heard();
  for (const text of texts) await says(text);
  await until(async () => (await heard()) >= before + texts.length, 'what the shadow hears');
}

/** And what is changed since. */
export async function editMore(admin) {
  await change(admin, '/intents/gift_wrapping', (document) => ({ ...document, examples: [...examples(MORE), ...document.examples] }));
  await change(admin, '/dialogs/gifts', (document) => ({ ...document, replies: { ...document.replies, 'gifts.answer': { ...document.replies['gifts.answer'], cases: [{ when: { customer: 'vip' }, text: ['您是我们的贵宾，礼品包装和贺卡都为您免费准备。', '贵宾可免费选礼盒和贺卡，下单时勾选即可。'] }], options: [{ label: '贺卡写什么', text: '贺卡上能写字吗' }] } } }));
}
