import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { testServer, type TestServer } from '../../support/server.ts';

const DESK = '/api/v1/desk';
const PASSWORD = 'long-enough-1';

let server: TestServer;
let admin: string;
beforeEach(async () => {
  server = await testServer();
  admin = await server.signIn('admin');
});
afterEach(() => server.close());

const as = (session: string) => ({
  get: (path: string) => server.call('GET', DESK + path, { session }),
  post: (path: string, body: unknown = {}) => server.call('POST', DESK + path, { session, body }),
  put: (path: string, body: unknown) => server.call('PUT', DESK + path, { session, body }),
  remove: (path: string) => server.call('DELETE', DESK + path, { session }),
});
const cookieOf = (headers: Headers) => /jieda_session=[^;]+/.exec(headers.get('set-cookie') ?? '')?.[0] ?? '';
const signIn = (login: string, password = PASSWORD, code?: string) => server.call('POST', `${DESK}/session`, { body: { login, password, ...(code !== undefined && { code }) } });
const isIn = async (session: string) => (await as(session).get('/session')).status === 200;
const idOf = async (session: string) => (await as(session).get('/session')).body.person.id as string;
const codeAt = (secret: string, time_ms: number) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: time_ms });
const actions = async () => ((await as(admin).get('/audit')).body.lines as { action: string }[]).map(({ action }) => action);

describe('a second factor', () => {
  const setUp = async (session: string) => {
    const { secret, address } = (await as(session).post('/me/totp', { password: PASSWORD })).body;
    const confirmed = await as(session).post('/me/totp/confirm', { code: codeAt(secret, server.clock.now) });
    return { secret: secret as string, address: address as string, confirmed, recoveryCodes: confirmed.body.recoveryCodes as string[] };
  };

  it('counts only once a code of it was seen, and needs the password to begin', async () => {
    expect((await as(admin).post('/me/totp', { password: 'something-else' })).body.error.code).toBe('account.password_wrong');
    expect((await as(admin).post('/me/totp/confirm', { code: '123456' })).body.error.code).toBe('account.totp_missing');
    const { secret } = (await as(admin).post('/me/totp', { password: PASSWORD })).body;
    const wrong = String((Number(codeAt(secret, server.clock.now)) + 1) % 1_000_000).padStart(6, '0');
    expect((await as(admin).post('/me/totp/confirm', { code: wrong })).body.error.code).toBe('session.code_wrong');
    expect((await signIn('person1')).status).toBe(200);
    expect((await as(admin).get('/me')).body.secondFactor).toBe(false);
  });

  it('asks for a code at sign-in, takes each once, and none older than one that was used', async () => {
    const { secret, address } = await setUp(admin);
    expect(address).toMatch(/^otpauth:\/\/totp\/.*secret=/);
    expect((await signIn('person1')).body.error.code).toBe('session.code_required');
    expect((await signIn('person1', 'wrong-password')).body.error.code).toBe('session.wrong');
    expect((await signIn('person1', PASSWORD, codeAt(secret, server.clock.now))).body.error.code).toBe('session.code_wrong');
    server.clock.now += 60_000;
    const code = codeAt(secret, server.clock.now);
    const tries = await Promise.all([signIn('person1', PASSWORD, code), signIn('person1', PASSWORD, code), signIn('person1', PASSWORD, code)]);
    expect(tries.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    expect((await signIn('person1', PASSWORD, codeAt(secret, server.clock.now - 30_000))).body.error.code).toBe('session.code_wrong');
  });

  it('takes each recovery code once, however it is typed', async () => {
    const { recoveryCodes } = await setUp(admin);
    expect(new Set(recoveryCodes).size).toBe(10);
    const typed = (recoveryCodes[0] as string).toUpperCase().replaceAll('-', ' ');
    expect((await signIn('person1', PASSWORD, typed)).status).toBe(200);
    expect((await signIn('person1', PASSWORD, recoveryCodes[0])).body.error.code).toBe('session.code_wrong');
    expect((await as(admin).get('/me')).body.recoveryCodesLeft).toBe(9);
  });

  it('takes no code for a while after five wrong ones, not even the right one, and longer after each further one', async () => {
    const { secret, recoveryCodes } = await setUp(admin);
    server.clock.now += 60_000;
    for (let index = 0; index < 5; index += 1) expect((await signIn('person1', PASSWORD, 'aaaa-bbbb-cccc-dddd')).body.error.code).toBe('session.code_wrong');
    const locked = await signIn('person1', PASSWORD, codeAt(secret, server.clock.now));
    expect([locked.status, locked.body.error.code, locked.body.error.details]).toEqual([429, 'session.locked', { retryAfterSeconds: 60 }]);
    expect((await signIn('person1', PASSWORD, recoveryCodes[1])).body.error.code).toBe('session.locked');
    server.clock.now += 60_000;
    expect((await signIn('person1', PASSWORD, 'aaaa-bbbb-cccc-dddd')).body.error.code).toBe('session.code_wrong');
    expect((await signIn('person1', PASSWORD, codeAt(secret, server.clock.now))).body.error.details).toEqual({ retryAfterSeconds: 120 });
  });

  it('ends the other sessions when it begins, and is taken off by an admin for who has lost it', async () => {
    const agent = await server.signIn('agent');
    const elsewhere = cookieOf((await signIn('person2')).headers);
    await setUp(agent);
    expect([await isIn(agent), await isIn(elsewhere)]).toEqual([true, false]);
    const id = await idOf(agent);
    expect((await as(admin).post(`/persons/${id}/totp-reset`)).body.person.secondFactor).toBe(false);
    expect(await isIn(agent)).toBe(false);
    expect((await signIn('person2')).status).toBe(200);
    expect(await actions()).toEqual(expect.arrayContaining(['account.totp_on', 'account.totp_reset']));
  });
});

describe('passwords', () => {
  it('are changed with the old one; this browser goes on in a new session, all others end', async () => {
    const agent = await server.signIn('agent');
    const elsewhere = cookieOf((await signIn('person2')).headers);
    expect((await as(agent).post('/me/password', { current: 'something-else', password: 'another-long-1' })).body.error.code).toBe('account.password_wrong');
    const changed = await as(agent).post('/me/password', { current: PASSWORD, password: 'another-long-1' });
    expect([await isIn(agent), await isIn(elsewhere), await isIn(cookieOf(changed.headers))]).toEqual([false, false, true]);
    expect((await signIn('person2')).status).toBe(401);
    expect((await signIn('person2', 'another-long-1')).status).toBe(200);
  });

  it('are set anew by an admin’s link, once, and signed in is nobody by it', async () => {
    const agent = await server.signIn('agent');
    const id = await idOf(agent);
    const { path: first } = (await as(admin).post(`/persons/${id}/reset-link`)).body;
    const { path } = (await as(admin).post(`/persons/${id}/reset-link`)).body;
    expect(path).toMatch(/^\/desk\/#\/reset\/[\w-]+$/);
    const token = path.split('/').at(-1);
    const reset = (with_: string) => server.call('POST', `${DESK}/password`, { body: { token: with_, password: 'another-long-1' } });
    expect((await reset(first.split('/').at(-1))).body.error.code).toBe('link.invalid');
    expect((await server.call('GET', `${DESK}/links?token=${token}`)).body).toEqual({ kind: 'reset', role: 'agent', name: '人员2' });
    expect((await server.call('POST', `${DESK}/persons`, { body: { token, login: 'intruder', name: '某人', workerNumber: '9', password: PASSWORD } })).body.error.code).toBe('link.invalid');
    const tries = await Promise.all([reset(token), reset(token)]);
    expect(tries.map(({ status }) => status).sort()).toEqual([204, 410]);
    expect([await isIn(agent), (await signIn('person2')).status, (await signIn('person2', 'another-long-1')).status]).toEqual([false, 401, 200]);
  });

  it('are not set by the link of an invitation', async () => {
    const { path } = (await as(admin).post('/invitations', { role: 'agent' })).body;
    expect((await server.call('POST', `${DESK}/password`, { body: { token: path.split('/').at(-1), password: 'another-long-1' } })).body.error.code).toBe('link.invalid');
  });
});

describe('sessions', () => {
  it('are shown with their browser, and end one by one or all but this one', async () => {
    const second = cookieOf((await server.call('POST', `${DESK}/session`, { body: { login: 'person1', password: PASSWORD }, headers: { 'user-agent': 'Test browser' } })).headers);
    const third = cookieOf((await signIn('person1')).headers);
    const { sessions } = (await as(admin).get('/me/sessions')).body as { sessions: { id: string; current: boolean; device: string }[] };
    expect(sessions.map(({ current }) => current).filter(Boolean)).toHaveLength(1);
    const other = sessions.find(({ device }) => device === 'Test browser');
    expect((await as(admin).remove(`/me/sessions/${other?.id}`)).status).toBe(204);
    expect([await isIn(second), await isIn(third)]).toEqual([false, true]);
    expect((await as(admin).post('/me/sessions/end-others')).status).toBe(204);
    expect([await isIn(admin), await isIn(third)]).toEqual([true, false]);
  });

  it('of somebody else are not found', async () => {
    const agent = await server.signIn('agent');
    const [theirs] = (await as(admin).get('/me/sessions')).body.sessions;
    expect((await as(agent).remove(`/me/sessions/${theirs.id}`)).status).toBe(404);
    expect(await isIn(admin)).toBe(true);
  });

  it('are new at every sign-in: what this browser had before ends', async () => {
    const before = cookieOf((await signIn('person1')).headers);
    const after = cookieOf((await server.call('POST', `${DESK}/session`, { session: before, body: { login: 'person1', password: PASSWORD } })).headers);
    expect(after).not.toBe(before);
    expect([await isIn(before), await isIn(after)]).toEqual([false, true]);
  });
});

describe('people', () => {
  const change = (values: object) => ({ name: '小周', workerNumber: '2002', role: 'agent', teams: [], ...values });

  it('get role and teams from their invitation, and other ones from an admin, which ends their sessions', async () => {
    const { path } = (await as(admin).post('/invitations', { role: 'agent', teams: [{ team: 'drive', level: 3 }] })).body;
    const joined = await server.call('POST', `${DESK}/persons`, { body: { token: path.split('/').at(-1), login: 'zhou', name: '小周', workerNumber: '2002', password: PASSWORD } });
    const session = cookieOf(joined.headers);
    const { id } = joined.body.person;
    expect((await as(session).get('/me')).body.teams).toEqual([{ id: 'drive', name: '云盘', needed: true, level: 3 }]);
    expect((await as(admin).put(`/persons/${id}`, change({ name: '周周', teams: [{ team: 'shop', level: 1 }] }))).body.person).toMatchObject({ name: '周周', teams: [{ team: 'shop', level: 1 }] });
    expect(await isIn(session)).toBe(true);
    expect((await as(admin).put(`/persons/${id}`, change({ role: 'supervisor' }))).body.person.role).toBe('supervisor');
    expect(await isIn(session)).toBe(false);
  });

  it('have worker numbers and teams of their own', async () => {
    const id = await idOf(await server.signIn('agent'));
    expect((await as(admin).put(`/persons/${id}`, change({ workerNumber: '1001' }))).body.error.code).toBe('user.worker_number_taken');
    expect((await as(admin).put(`/persons/${id}`, change({ teams: [{ team: 'nowhere', level: 1 }] }))).body.error.code).toBe('team.not_found');
    expect((await as(admin).put(`/persons/${id}`, change({ teams: [{ team: 'shop', level: 1 }, { team: 'shop', level: 2 }] }))).status).toBe(400);
    expect((await as(admin).put(`/persons/${id}`, change({ disabled: true }))).status).toBe(400);
  });

  it('who are disabled are out at once, everywhere, and cannot come back until they are enabled', async () => {
    const agent = await server.signIn('agent');
    const id = await idOf(agent);
    const { path } = (await as(admin).post(`/persons/${id}/reset-link`)).body;
    expect((await as(admin).post(`/persons/${id}/disable`)).body.person.disabled).toBe(true);
    expect([await isIn(agent), (await signIn('person2')).body.error.code]).toEqual([false, 'session.wrong']);
    expect((await server.call('POST', `${DESK}/password`, { body: { token: path.split('/').at(-1), password: 'another-long-1' } })).status).toBe(410);
    expect((await as(admin).post(`/persons/${id}/reset-link`)).body.error.code).toBe('account.disabled');
    await as(admin).post(`/persons/${id}/enable`);
    expect([await isIn(agent), (await signIn('person2')).status]).toEqual([false, 200]);
  });

  it('always have an admin, even when two take each other’s role at once', async () => {
    const me = await idOf(admin);
    expect((await as(admin).post(`/persons/${me}/disable`)).body.error.code).toBe('account.last_admin');
    expect((await as(admin).put(`/persons/${me}`, change({ role: 'agent' }))).body.error.code).toBe('account.last_admin');
    const second = await server.signIn('admin');
    const other = await idOf(second);
    const both = await Promise.all([as(admin).post(`/persons/${other}/disable`), as(second).post(`/persons/${me}/disable`)]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('are not found under a made-up id', async () => {
    for (const verb of ['disable', 'enable', 'totp-reset', 'reset-link']) expect((await as(admin).post(`/persons/nobody/${verb}`)).body.error.code).toBe('account.not_found');
  });
});

describe('teams', () => {
  it('are added, named anew, and removed with everybody in them; those that the bot hands over to stay', async () => {
    const { team } = (await as(admin).post('/teams', { name: '售后' })).body;
    expect((await as(admin).post('/teams', { name: '售后' })).body.error.code).toBe('team.name_taken');
    const id = await idOf(await server.signIn('agent'));
    await as(admin).put(`/persons/${id}`, { name: '小周', workerNumber: '2002', role: 'agent', teams: [{ team: team.id, level: 2 }] });
    expect((await as(admin).put(`/teams/${team.id}`, { name: '售后服务' })).body.team.name).toBe('售后服务');
    expect((await as(admin).remove(`/teams/${team.id}`)).status).toBe(204);
    const { persons, teams } = (await as(admin).get('/persons')).body;
    expect(persons.find((person: { id: string }) => person.id === id).teams).toEqual([]);
    expect(teams.map(({ name }: { name: string }) => name)).not.toContain('售后服务');
    expect((await as(admin).remove('/teams/shop')).body.error.code).toBe('team.needed');
    expect((await as(admin).remove(`/teams/${team.id}`)).body.error.code).toBe('team.not_found');
  });
});

describe('settings', () => {
  it('are changed by who has seen the last change; the other is shown it', async () => {
    const put = (rev: number, conversations: number) => as(admin).put('/settings/desk.capacity', { rev, value: { conversations } });
    expect((await put(0, 3)).body.setting).toEqual({ name: 'desk.capacity', value: { conversations: 3 }, rev: 1 });
    expect(server.runtime.settings.get('desk.capacity')).toEqual({ conversations: 3 });
    const late = await put(0, 8);
    expect([late.status, late.body.error.code, late.body.error.details]).toEqual([409, 'setting.conflict', { rev: 1, value: { conversations: 3 } }]);
    expect((await put(1, 0)).status).toBe(400);
    expect((await as(admin).put('/settings/alive_at', { rev: 0, value: 1 })).status).toBe(400);
  });

  it('know what hours are', async () => {
    const day = [{ from: '09:00', to: '12:00' }, { from: '13:30', to: '18:00' }];
    const put = (value: unknown) => as(admin).put('/settings/desk.hours', { rev: 0, value });
    const hours = { week: [day, day, day, day, day, [], []], holidays: [], makeUpDays: day, days: [{ date: '2026-12-31', spans: [] }] };
    for (const wrong of [[{ from: '12:00', to: '09:00' }], [{ from: '09:00', to: '12:00' }, { from: '11:00', to: '13:00' }], [{ from: '25:00', to: '26:00' }]]) expect((await put({ ...hours, holidays: wrong })).status).toBe(400);
    expect((await put(hours)).body.setting).toEqual({ name: 'desk.hours', value: hours, rev: 1 });
  });
});

describe('the audit log', () => {
  it('says who did what to whom and from where, by person, action and day', async () => {
    const agent = await server.signIn('agent');
    const id = await idOf(agent);
    await as(admin).put(`/persons/${id}`, { name: '小周', workerNumber: '2002', role: 'agent', teams: [] });
    await signIn('person2', 'wrong-password');
    const { lines } = (await as(admin).get('/audit?action=account.changed')).body;
    expect(lines).toEqual([expect.objectContaining({ actor: expect.objectContaining({ workerNumber: '1001' }), subject: id, subjectName: '小周', address: expect.stringMatching(/127\.0\.0\.1/), details: { name: { before: '人员2', after: '小周' }, workerNumber: { before: '1002', after: '2002' } } })]);
    expect((await as(admin).get('/audit?action=session.refused')).body.lines).toMatchObject([{ actor: null, subjectName: '小周', details: { why: 'password' } }]);
    expect((await as(admin).get('/audit?from=2026-11-24&to=2026-11-24')).body.lines.length).toBeGreaterThan(2);
    expect((await as(admin).get('/audit?from=2026-11-25')).body.lines).toEqual([]);
    expect((await as(admin).get(`/audit?before=${lines[0].seq}&actor=${lines[0].actor.id}`)).body.lines.every(({ seq }: { seq: number }) => seq < lines[0].seq)).toBe(true);
    expect((await as(admin).get('/audit?sort=actor')).status).toBe(400);
    await as(admin).post(`/colleagues/${id}/capacity`, { capacity: 3 });
    expect((await as(admin).get('/audit?action=account.changed')).body.lines[0]).toMatchObject({ subject: id, details: { capacity: { before: null, after: 3 } } });
  });

  it('holds no password, code or token', async () => {
    await signIn('person1', 'a-wrong-password-1');
    await as(admin).post('/me/password', { current: PASSWORD, password: 'another-long-1' }).then(({ headers }) => (admin = cookieOf(headers)));
    const text = JSON.stringify((await as(admin).get('/audit')).body);
    for (const secret of ['a-wrong-password-1', 'another-long-1', PASSWORD, admin.split('=')[1] as string]) expect(text).not.toContain(secret);
  });

  it('comes as a file for spreadsheets in which no cell is a formula', async () => {
    const id = await idOf(await server.signIn('agent'));
    await as(admin).put(`/persons/${id}`, { name: '=HYPERLINK("http://evil")', workerNumber: '2002', role: 'agent', teams: [] });
    const { headers, body } = await as(admin).get('/audit.csv');
    expect(headers.get('content-disposition')).toBe('attachment; filename=audit.csv');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(body).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(body).not.toMatch(/(^|,|\n)"?[=+@-]/);
    expect((await actions())[0]).toBe('export.made');
  });
});
