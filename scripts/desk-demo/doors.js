// The doors of a server that runs, as programs use them: visitors and people of the desk over HTTP, open desks over Socket.IO.
import { createHmac, randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';

/** With what the demo shop of these pictures signs its customers. */
export const IDENTITY_SECRET = 'the secret of a shop in pictures';

async function call(address, method, path, { token, session, body, bytes } = {}) {
  const response = await fetch(address + path, {
    method,
    headers: {
      ...(bytes !== undefined ? { 'content-type': 'application/octet-stream' } : body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(session !== undefined && { cookie: session }),
    },
    ...(bytes !== undefined ? { body: bytes } : body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return { body: text.startsWith('{') ? JSON.parse(text) : null, cookie: response.headers.get('set-cookie')?.split(';')[0] };
}

/** Somebody of the desk. `session` is the cookie that proves it, also to a browser. */
export class Person {
  constructor(account) {
    Object.assign(this, account);
  }

  async ask(method, path, body) {
    return (await call(this.address, method, `/api/v1/desk${path}`, { session: this.session, body })).body;
  }

  /** As `ask`, of what admins edit. */
  async edit(method, path, body) {
    return (await call(this.address, method, `/api/v1/studio${path}`, { session: this.session, body })).body;
  }

  /** Creates the account that a one-time link allows. */
  async join(address, link, password) {
    this.address = address;
    const { login, name, workerNumber } = this;
    const { body, cookie } = await call(address, 'POST', '/api/v1/desk/persons', { body: { token: link.split('/').at(-1), login, name, workerNumber, password } });
    this.session = cookie;
    this.id = body.person.id;
    return this;
  }

  async signIn(address, password) {
    this.address = address;
    this.session = (await call(address, 'POST', '/api/v1/desk/session', { body: { login: this.login, password } })).cookie;
  }

  /** An open desk, so that customers hear that somebody is there. */
  async open(address) {
    this.address = address;
    this.socket = io(`${address}/desk`, { transports: ['websocket'], extraHeaders: { cookie: this.session, origin: address } });
    await new Promise((resolve, reject) => this.socket.once('connect', resolve).once('connect_error', reject));
  }

  leave() {
    this.socket?.disconnect();
  }

  accept(id) {
    return this.ask('POST', `/conversations/${id}/accept`, {});
  }

  say(id, text, reason) {
    return this.ask('POST', `/conversations/${id}/messages`, { clientId: randomUUID(), text, ...(reason && { reason }) });
  }

  note(id, text) {
    return this.ask('POST', `/conversations/${id}/notes`, { clientId: randomUUID(), text });
  }

  read(id, seq) {
    return this.ask('POST', `/conversations/${id}/read`, { seq });
  }

  close(id) {
    return this.ask('POST', `/conversations/${id}/close`, {});
  }
}

/** A customer with one conversation. `who`: null is nobody the shop knows. */
export class Visitor {
  constructor(address, who = null) {
    this.address = address;
    this.who = who;
  }

  async open() {
    const identity = this.who === null ? undefined : signed(this.who);
    const { body } = await call(this.address, 'POST', '/api/v1/visitor/conversations', { body: { ...(identity && { identity }), page: 'https://shop.example/orders' } });
    this.id = body.conversationId;
    this.token = body.token;
    return this;
  }

  ask(method, path, options) {
    return call(this.address, method, `/api/v1/visitor/conversations/${this.id}${path}`, { token: this.token, ...options });
  }

  async say(...texts) {
    for (const text of texts) await this.ask('POST', '/messages', { body: { clientId: randomUUID(), text } });
    return this;
  }

  async send(name, bytes) {
    await this.ask('POST', `/files?clientId=${randomUUID()}&name=${encodeURIComponent(name)}`, { bytes });
  }

  rate(rating) {
    return this.ask('POST', '/rating', { body: rating });
  }
}

function signed({ id, name, kind }) {
  return { id, name, kind, signature: createHmac('sha256', IDENTITY_SECRET).update([id, name, kind].join('\n')).digest('hex') };
}
