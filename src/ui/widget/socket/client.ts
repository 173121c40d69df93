/**
 * The part of `socket.io-client` that the widget uses, in a tenth of its size; the build puts it in that package's place. It has
 * the same names and meanings (`io`, `on`, `emitWithAck`, `active`, …) and speaks the same protocol, so that the real client can be
 * taken instead by removing one alias. One namespace, JSON only, no upgrade of a polling connection: the next one tries websocket first.
 */
import { ACK, CONNECT, CONNECT_ERROR, decode, DISCONNECT, encode, EVENT, type Packet } from './packets.ts';
import { overPolling, overWebSocket, type OpenWire, type Wire } from './wires.ts';

interface Options {
  path: string;
  auth: object;
  transports: readonly ('websocket' | 'polling')[];
  reconnectionDelay: number;
  reconnectionDelayMax: number;
  /** How long one attempt to connect may take, in ms. */
  timeout: number;
}

type Timer = ReturnType<typeof setTimeout> | undefined;
type Settle = (error: Error | undefined, answer?: unknown) => void;
/** The window; tests run without one. */
const PAGE = globalThis as unknown as Partial<Record<'addEventListener' | 'removeEventListener', (event: 'online' | 'offline', listener: () => void) => void>>;
const WIRES: Record<Options['transports'][number], OpenWire> = { websocket: overWebSocket, polling: overPolling };

export function io(address: string, options: Options): Socket {
  return new Socket(new URL(address), options);
}

export class Socket {
  connected = false;
  /** Whether it is connected or trying by itself; not so after the server refused it or sent it away. */
  active = false;
  readonly #options: Options;
  readonly #address: string;
  readonly #namespace: string;
  readonly #listeners = new Map<string, (argument: never) => void>();
  readonly #acknowledgements = new Map<number, Settle>();
  #wire: Wire | undefined;
  #timer: Timer;
  #attempts = 0;
  #transport = 0;
  #asked = 0;
  #patience_ms = 0;

  constructor({ origin, pathname }: URL, options: Options) {
    this.#options = options;
    this.#address = `${origin}${options.path}/`;
    this.#namespace = pathname;
    this.connect();
  }

  /** One listener an event is all that the widget needs. */
  on(event: string, listener: (argument: never) => void): this {
    this.#listeners.set(event, listener);
    return this;
  }

  connect(): this {
    if (this.active) return this;
    this.active = true;
    PAGE.addEventListener?.('offline', this.#goneOffline);
    PAGE.addEventListener?.('online', this.#backOnline);
    this.#open();
    return this;
  }

  disconnect(): this {
    if (this.connected) this.#send({ type: DISCONNECT });
    this.#rest('io client disconnect');
    return this;
  }

  emit(event: string, payload: object): void {
    if (this.connected) this.#send({ type: EVENT, data: [event, payload] });
  }

  /** What cannot be sent now is dropped; `emit` does so anyway, because nothing here is buffered. */
  get volatile(): this {
    return this;
  }

  timeout(ms: number): { emitWithAck(event: string, payload: object): Promise<unknown> } {
    return { emitWithAck: (event, payload) => this.#ask(event, payload, ms) };
  }

  #ask(event: string, payload: object, ms: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (!this.connected) return reject(new Error('not connected'));
      const id = this.#asked++;
      const settle: Settle = (error, answer) => {
        clearTimeout(timer);
        this.#acknowledgements.delete(id);
        if (error) reject(error);
        else resolve(answer);
      };
      const timer = setTimeout(() => settle(new Error('timeout')), ms);
      this.#acknowledgements.set(id, settle);
      this.#send({ type: EVENT, id, data: [event, payload] });
    });
  }

  #open(): void {
    clearTimeout(this.#timer);
    const { transports, timeout } = this.#options;
    this.#patience_ms = timeout;
    this.#wait();
    try {
      const wire: Wire = WIRES[transports[this.#transport]!](this.#address, {
        line: (line) => wire === this.#wire && this.#receive(line),
        ended: () => wire === this.#wire && this.#lose('transport close'),
      });
      this.#wire = wire;
    } catch {
      // Some browsers throw where a policy forbids the address.
      this.#lose('transport error');
    }
  }

  /** Silence for longer than the server's heartbeat means that nobody is there any more. */
  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lose('ping timeout'), this.#patience_ms);
  }

  #receive(line: string): void {
    try {
      this.#obey(line[0], line.slice(1));
    } catch {
      this.#lose('parse error');
    }
  }

  /** Engine.IO: open, close, ping, message; anything else is of no concern. */
  #obey(kind: string | undefined, rest: string): void {
    if (kind === '0') {
      const { pingInterval, pingTimeout } = JSON.parse(rest) as { pingInterval: number; pingTimeout: number };
      this.#patience_ms = pingInterval + pingTimeout;
      this.#transport = 0;
      this.#send({ type: CONNECT, data: this.#options.auth });
    } else if (kind === '1') {
      return this.#lose('transport close');
    } else if (kind === '2') {
      this.#wire?.send('3');
    } else if (kind === '4') {
      const packet = decode(rest);
      if (packet.namespace === this.#namespace) this.#take(packet);
    }
    // Until then the time for connecting runs.
    if (this.connected) this.#wait();
  }

  #take({ type, id, data }: Packet): void {
    if (type === CONNECT) {
      this.connected = true;
      this.#attempts = 0;
      this.#tell('connect');
    } else if (type === EVENT) {
      const [event, argument] = data as [string, unknown];
      this.#tell(event, argument);
    } else if (type === ACK) {
      this.#acknowledgements.get(id!)?.(undefined, (data as unknown[])[0]);
    } else if (type === DISCONNECT) {
      this.#rest('io server disconnect');
    } else if (type === CONNECT_ERROR) {
      this.#rest('');
      const { message, data: details } = data as { message: string; data?: unknown };
      this.#tell('connect_error', Object.assign(new Error(message), { data: details }));
    }
  }

  /** The connection is gone, or never came: the next way of transport at once, or all of them again after a while. */
  #lose(reason: string): void {
    const { transports, reconnectionDelay, reconnectionDelayMax } = this.#options;
    const wasConnected = this.connected;
    this.#drop();
    const untried = !wasConnected && this.#transport + 1 < transports.length;
    this.#transport = untried ? this.#transport + 1 : 0;
    const delay_ms = untried ? 0 : Math.min(reconnectionDelay * 2 ** this.#attempts++, reconnectionDelayMax);
    this.#timer = setTimeout(() => this.#open(), delay_ms * (0.5 + Math.random()));
    if (wasConnected) this.#tellGone(reason);
    else if (!untried) this.#tell('connect_error', new Error(reason));
  }

  /** No connection, and no attempt at one until `connect`. */
  #rest(reason: string): void {
    const wasConnected = this.connected;
    this.active = false;
    PAGE.removeEventListener?.('offline', this.#goneOffline);
    PAGE.removeEventListener?.('online', this.#backOnline);
    this.#drop();
    this.#transport = 0;
    if (wasConnected) this.#tellGone(reason);
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.connected = false;
    const wire = this.#wire;
    this.#wire = undefined;
    wire?.close();
  }

  #tellGone(reason: string): void {
    this.#tell('disconnect', reason);
    for (const settle of [...this.#acknowledgements.values()]) settle(new Error('disconnected'));
  }

  #tell(event: string, argument?: unknown): void {
    this.#listeners.get(event)?.(argument as never);
  }

  #send(packet: Omit<Packet, 'namespace'>): void {
    this.#wire?.send(`4${encode({ ...packet, namespace: this.#namespace })}`);
  }

  readonly #goneOffline = (): void => {
    if (this.#wire) this.#lose('transport close');
  };

  /** Waiting out the delay makes no sense once the network is back. */
  readonly #backOnline = (): void => {
    if (!this.#wire) this.#open();
  };
}
