const ALL = ['light', 'dark', 'phone'];

const button = (name) => async (page) => page.getByRole('button', { name, exact: typeof name === 'string' }).first().click();
const then = (...deeds) => async (page) => {
  for (const deed of deeds) await deed(page);
};
const chat = (...says) => async (page) => {
  await page.getByRole('button', { name: '开始', exact: true }).click();
  for (const text of says) {
    const field = page.getByRole('textbox', { name: '像客户一样说话' });
    await field.fill(text);
    await field.press('Enter');
    await page.getByRole('log').getByText(text, { exact: true }).last().waitFor();
  }
  await page.getByText('为什么这样回答').last().click();
};
const marked = (piece) => async (page) => {
  const field = page.getByRole('textbox', { name: '例句', exact: true }).first();
  await field.evaluate((input, wanted) => input.setSelectionRange(input.value.indexOf(wanted), input.value.indexOf(wanted) + wanted.length), piece);
  await field.dispatchEvent('mouseup');
};
const into = (name) => async (page) => page.getByRole('heading', { name }).first().evaluate((heading) => heading.scrollIntoView({ block: 'start' }));
const thisWeek = async (page) => {
  await page.getByRole('button', { name: '近 7 天' }).click();
  await page.waitForLoadState('networkidle');
};
const OLD = '句子,意图,情绪\n怎么查物流,物流查询,平静\n身份证号110101199003074258能开发票吗,发票,平静\n能包成礼盒吗,礼品包装,平静\n花呗分期怎么开,分期付款,平静\n=HYPERLINK(1),发票,平静\n';

/** Every picture: its name, where it is, what is done first, and in which views it is taken. */
export function picturesOf() {
  return [
    { name: 'review', at: '/review', views: ALL },
    { name: 'review-context', at: '/review', first: async (page) => page.keyboard.press('c') },
    { name: 'intents', at: '/intents' },
    { name: 'intent', at: '/intents/gift_wrapping', first: async (page) => page.getByRole('textbox', { name: '写一句客户会说的话' }).fill('可以包成礼盒的样子吗'), views: ALL },
    { name: 'intent-name', at: '/intents/gift_wrapping', first: then(marked('丝带'), button(/^“丝带”是/)) },
    { name: 'intent-paste', at: '/intents/gift_wrapping', first: then(button('批量粘贴'), async (page) => page.getByRole('textbox', { name: '批量粘贴例句' }).fill('礼盒怎么选颜色\n能包成礼盒吗\n我的快递到哪了\n送礼能不放发票吗'), button('检查 4 行')) },
    { name: 'intent-new', at: '/intents', first: button('新意图') },
    { name: 'dialogs', at: '/dialogs' },
    { name: 'dialog', at: '/dialogs/gifts', first: then(async (page) => page.locator('summary', { hasText: 'gifts.answer' }).click(), chat('能包成礼盒吗')), views: ALL },
    { name: 'dialog-flow', at: '/dialogs/shipping', first: button('流程图') },
    { name: 'dialog-form', at: '/dialogs/shipping', first: async (page) => { await page.locator('details[id^="form-"] summary').first().click(); await page.locator('details[id^="form-"]').first().scrollIntoViewIfNeeded(); } },
    { name: 'dialog-new', at: '/dialogs', first: button('新话题') },
    { name: 'lexicons-synonyms', at: '/lexicons/synonyms', first: async (page) => page.getByLabel('试一句', { exact: true }).fill('快件走到哪了，能包成礼物吗'), views: ALL },
    { name: 'lexicons-words', at: '/lexicons/words' },
    { name: 'lexicons-names', at: '/lexicons/gazetteer', first: async (page) => page.getByLabel('试一句', { exact: true }).fill('顺丰能送到新疆吗，我买的护眼台灯') },
    { name: 'lexicons-feelings', at: '/lexicons/emotion', first: async (page) => page.getByRole('textbox', { name: '查找' }).fill('太') },
    { name: 'history', at: '/dialogs/gifts', first: then(button('历史'), button(/周宁/)) },
    { name: 'figures', at: '/figures' },
    { name: 'releases', at: '/releases', views: ALL },
    { name: 'gate', at: '/releases', first: button(/发布门槛/) },
    { name: 'release', at: '/releases/2' },
    { name: 'release-confusion', at: '/releases/2', first: then(button('混淆'), async (page) => page.getByRole('combobox').first().selectOption('examples')) },
    { name: 'release-comparison', at: '/releases/2', first: button('与线上对比'), views: ['light', 'dark'] },
    { name: 'release-conversations', at: '/releases/2', first: button('会话测试') },
    { name: 'release-shadow', at: '/releases/2', first: then(button('影子运行'), async (page) => page.locator('main details summary').first().click()) },
    { name: 'publish', at: '/releases/2', first: button('发布') },
    { name: 'tests', at: '/tests' },
    { name: 'test', at: '/tests/file/gifts', views: ['light', 'phone'] },
    { name: 'testset', at: '/tests/set' },
    { name: 'analytics', at: '/analytics', first: thisWeek, views: ALL },
    { name: 'analytics-asked', at: '/analytics', first: then(thisWeek, into('客户在问什么')) },
    { name: 'analytics-failing', at: '/analytics', first: then(thisWeek, into('哪里没接住')) },
    { name: 'analytics-topics', at: '/analytics', first: then(thisWeek, into('没答上的话题')) },
    { name: 'exchange', at: '/exchange' },
    { name: 'exchange-report', at: '/exchange', first: async (page) => { await page.locator('input[type=file]').setInputFiles({ name: '旧系统.csv', mimeType: 'text/csv', buffer: globalThis.Buffer.from(OLD) }); await page.getByText(/还没有的意图/).first().waitFor(); } },
    { name: 'settings', at: '/settings', views: ALL },
    { name: 'settings-look', at: '/settings/look', views: ['light', 'phone'] },
    { name: 'settings-integrations', at: '/settings/integrations' },
    { name: 'settings-data', at: '/settings/data' },
  ];
}
