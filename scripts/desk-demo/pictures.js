const ALL = ['light', 'dark', 'phone'];

const button = (name) => async (page) => page.getByRole('button', { name }).first().click();
const key = (name) => async (page) => {
  await page.getByRole('heading', { level: 2 }).first().click();
  await page.keyboard.press(name);
  await page.getByRole('dialog').waitFor();
};
const row = (place) => async (page) => page.locator(`a[href*="/${place}/"]`).first().click();
const draft = (text) => async (page) => page.getByLabel('回复客户').pressSequentially(text);

/** Every picture: its name, whose window it is (null: nobody's), where it is, what is done first, and in which views it is taken. */
export function picturesOf({ late, shirt, escalated, people, set }) {
  const link = async () => `/join/${(await people.admin.ask('POST', '/invitations', { role: 'agent' })).path.split('/').at(-1)}`;
  const lateAt = `/mine/${late.id}`;
  const shirtAt = `/mine/${shirt.id}`;
  return [
    { name: 'sign-in', by: null, at: '/sign-in' },
    { name: 'join', by: null, at: link },
    { name: 'conversation', by: 'lin', at: lateAt, views: ALL },
    { name: 'start', by: 'lin', at: '/mine', views: ['light', 'phone'] },
    { name: 'picture', by: 'lin', at: shirtAt },
    { name: 'queue', by: 'lin', at: '/queued', first: row('queued') },
    { name: 'attention', by: 'lin', at: '/attention', first: row('attention') },
    { name: 'bot', by: 'lin', at: '/bot', first: row('bot') },
    { name: 'closed', by: 'lin', at: '/closed', first: async (page) => page.locator('a[href*="/closed/"]').filter({ hasText: '刘洋' }).last().click() },
    { name: 'canned', by: 'lin', at: shirtAt, first: draft('/') },
    { name: 'forbidden-draft', by: 'lin', at: shirtAt, first: draft('这是规定，我做不到'), views: ['light', 'phone'] },
    { name: 'transfer', by: 'lin', at: shirtAt, first: key('t') },
    { name: 'record', by: 'lin', at: shirtAt, first: button('新建记录') },
    { name: 'search', by: 'lin', at: '/mine', first: async (page) => { await page.getByLabel('搜索全部会话').fill('洗衣机'); await page.locator('mark').first().waitFor(); await page.locator('a:has(mark)').first().click(); } },
    { name: 'command', by: 'lin', at: shirtAt, first: async (page) => { await key('Control+k')(page); await page.getByRole('dialog').getByRole('combobox').fill('王'); await page.waitForTimeout(600); } },
    { name: 'shortcuts', by: 'lin', at: shirtAt, first: key('?') },
    { name: 'menu', by: 'lin', at: '/mine', first: button(/的菜单/) },
    { name: 'watch', by: 'supervisor', at: `/served/${late.id}` },
    { name: 'tickets', by: 'supervisor', at: `/tickets/all/${escalated}`, views: ALL },
    { name: 'quality', by: 'supervisor', at: '/quality', first: button('全部') },
    { name: 'quality-sheet', by: 'supervisor', at: '/quality', first: row('quality') },
    { name: 'reports', by: 'supervisor', at: '/reports', views: ALL },
    { name: 'reports-agents', by: 'supervisor', at: '/reports', first: async (page) => { await page.getByText('按客服', { exact: true }).click(); await page.getByRole('table').scrollIntoViewIfNeeded(); } },
    { name: 'wall', by: 'supervisor', at: '/wall' },
    { name: 'forbidden', by: 'supervisor', at: '/forbidden' },
    { name: 'forbidden-entries', by: 'admin', at: '/forbidden', first: button('词条') },
    { name: 'writing', by: 'admin', at: '/writing' },
    { name: 'people', by: 'admin', at: '/people', views: ['light', 'phone'] },
    { name: 'person', by: 'admin', at: '/people', first: button('管理赵敏') },
    { name: 'settings', by: 'admin', at: '/settings', views: ['light', 'phone'] },
    { name: 'settings-routing', by: 'admin', at: '/settings', first: async (page) => page.getByText('分配客户').first().scrollIntoViewIfNeeded() },
    { name: 'audit', by: 'admin', at: '/audit' },
    { name: 'account', by: 'lin', at: '/account' },
    // Last: from here on customers are offered to agents.
    { name: 'offer', by: 'lin', at: async () => (await set(people.admin, 'desk.routing', { mode: 'both', offer_s: 60 }), '/mine'), first: async (page) => page.getByRole('alertdialog').waitFor(), views: ['light', 'phone'] },
  ];
}

/** A photograph of a seam that has come apart, as a customer would send it. */
export async function drawSleeve(browser) {
  const page = await browser.newPage({ viewport: { width: 480, height: 360 } });
  const stitches = Array.from({ length: 22 }, (_, index) => `<path d="M${18 + index * 21} ${index > 8 && index < 15 ? 206 + Math.sin(index) * 10 : 188}l9 ${index > 8 && index < 15 ? 16 : 2}" />`).join('');
  await page.setContent(`<style>body{margin:0}</style><svg width="480" height="360" viewBox="0 0 480 360">
    <defs><pattern id="cloth" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#c9d6e8"/><path d="M0 3h6M3 0v6" stroke="#b7c7dd"/></pattern></defs>
    <rect width="480" height="360" fill="#8b7d6b"/><path d="M0 40C160 10 320 60 480 30V340C320 360 160 320 0 350Z" fill="url(#cloth)"/>
    <path d="M180 186Q255 250 330 190Q255 214 180 186Z" fill="#5d6675"/><g stroke="#f7f3e8" stroke-width="3" stroke-linecap="round">${stitches}</g></svg>`);
  const picture = await page.screenshot();
  await page.close();
  return picture;
}
