/** One connection of Engine.IO (protocol 4): it carries lines of text both ways until it ends. */
export interface Wire {
  send(line: string): void;
  /** Ends it without telling `ended`. */
  close(): void;
}

export interface WireEnd {
  line(line: string): void;
  ended(): void;
}

export type OpenWire = (address: string, end: WireEnd) => Wire;

const SEPARATOR = '\x1e';
const CLOSE = '1';

/** `address` is that of the server with path, http or https. */
export const overWebSocket: OpenWire = (address, end) => {
  const socket = new WebSocket(`${address.replace(/^http/, 'ws')}?EIO=4&transport=websocket`);
  socket.onmessage = (event: { data: unknown }) => end.line(String(event.data));
  socket.onclose = () => end.ended();
  // A failure is always followed by the end.
  socket.onerror = () => undefined;
  return {
    send: (line) => socket.send(line),
    close() {
      socket.onmessage = socket.onclose = null;
      socket.close();
    },
  };
};

/** Requests that the server answers as soon as it has something to say: for networks that let no websocket through. */
export const overPolling: OpenWire = (address, end) => {
  let query = '?EIO=4&transport=polling';
  let over = false;
  let posting = false;
  let waiting: string[] = [];

  const finish = (): void => {
    if (over) return;
    over = true;
    end.ended();
  };
  const request = async (init?: RequestInit): Promise<string> => {
    const response = await fetch(`${address}${query}&t=${Date.now().toString(36)}`, { ...init, credentials: 'omit' });
    if (!response.ok) throw new Error(String(response.status));
    return response.text();
  };
  const poll = async (): Promise<void> => {
    while (!over) {
      for (const line of (await request()).split(SEPARATOR)) {
        if (line[0] === '0') query += `&sid=${(JSON.parse(line.slice(1)) as { sid: string }).sid}`;
        if (!over) end.line(line);
      }
    }
  };
  const post = async (): Promise<void> => {
    if (posting) return;
    posting = true;
    while (waiting.length > 0 && !over) {
      const body = waiting.join(SEPARATOR);
      waiting = [];
      await request({ method: 'POST', headers: { 'content-type': 'text/plain;charset=UTF-8' }, body });
    }
    posting = false;
  };
  const send = (line: string): void => {
    waiting.push(line);
    post().catch(finish);
  };
  poll().catch(finish);
  return {
    send,
    close() {
      send(CLOSE);
      // What waits is on its way when this returns; nothing more is read.
      over = true;
    },
  };
};
