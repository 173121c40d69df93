/** A packet of Socket.IO (protocol 5), as far as the widget meets them: JSON only, no binary attachments. */
export interface Packet {
  readonly type: number;
  readonly namespace: string;
  /** Number of the acknowledgement that is asked for, or given. */
  readonly id?: number | undefined;
  readonly data?: unknown;
}

export const CONNECT = 0;
export const DISCONNECT = 1;
export const EVENT = 2;
export const ACK = 3;
export const CONNECT_ERROR = 4;

/** Type, namespace, number, JSON. */
const FORM = /^([0-4])(?:(\/[^,]*),)?(\d*)([^]*)$/;

export function encode({ type, namespace, id, data }: Packet): string {
  return `${type}${namespace},${id ?? ''}${data === undefined ? '' : JSON.stringify(data)}`;
}

/** Throws on what is no packet of a server. */
export function decode(line: string): Packet {
  const parts = FORM.exec(line);
  if (!parts) throw new Error('no packet');
  const type = Number(parts[1]);
  const data: unknown = parts[4] ? JSON.parse(parts[4]) : undefined;
  if (Array.isArray(data) !== (type === EVENT || type === ACK)) throw new Error('wrong payload');
  return { type, namespace: parts[2] ?? '/', id: parts[3] ? Number(parts[3]) : undefined, data };
}
