import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestSecure } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { JiedaError } from './errors.ts';

/** All addresses of a host. */
export type Resolve = (host: string) => Promise<string[]>;

/**
 * Where admins may send things to. `hosts`: hosts (`hook.example`, or `localhost:9000` for one port) of the own network that the operator allows;
 * every other one has to be reached by TLS, at an address that everybody can reach.
 */
export type Outside = { hosts: readonly string[]; resolve?: Resolve };

export type GuardedRequest = {
  url: string;
  /** JSON text; exactly what is signed. */
  body: string;
  /** Each of them signs. */
  secrets: readonly string[];
  headers: Readonly<Record<string, string>>;
  now_ms: number;
  timeout_ms: number;
  /** Of the answer no more is read. */
  answerBytesMax: number;
};

const PUBLIC = new BlockList();
PUBLIC.addSubnet('2000::', 3, 'ipv6');
const PRIVATE = new BlockList();
// The own machine and network, what belongs to nobody, and what is written for examples.
for (const [network, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24],
  ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) PRIVATE.addSubnet(network, bits, 'ipv4');
// Of the public ones of IPv6: those in which an address of IPv4 is wrapped (Teredo, 6to4), and the ones for examples.
for (const [network, bits] of [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const) PRIVATE.addSubnet(network, bits, 'ipv6');
const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether everybody can reach an address, so that nothing of the own network hides behind it. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !PRIVATE.check(address, 'ipv4');
  return isIP(address) === 6 && PUBLIC.check(address, 'ipv6') && !PRIVATE.check(address, 'ipv6');
}

/**
 * Refuses an address that could never be used, without asking anybody for it: no TLS, or an address of the own network.
 * @throws JiedaError `webhook.address`.
 */
export function checkAddress(url: string, outside: Outside): void {
  const target = targetOf(url, outside);
  if (isIP(target.host) !== 0) permit(target, [target.host]);
  else if (target.plain && !target.allowed) throw new JiedaError('webhook.address');
}

/**
 * Posts JSON to an address that an admin wrote. Its host is looked up once, every address of it judged, and the connection made to the one that was
 * judged, so that a name which changes meanwhile leads nowhere else. Redirects are not followed; time and what is read of the answer end. The
 * request carries `X-Jieda-Timestamp` (Unix seconds) and `X-Jieda-Signature`, for each secret `sha256=<hex>` of `timestamp + "." + body`,
 * separated by commas.
 * @returns the status, whatever it is, and how the answer begins.
 * @throws JiedaError `webhook.address`, `outbound.timeout`, `outbound.failed`.
 */
export async function postGuarded({ url, body, secrets, headers, now_ms, timeout_ms, answerBytesMax }: GuardedRequest, outside: Outside): Promise<{ status: number; answer: string }> {
  const target = targetOf(url, outside);
  const signal = AbortSignal.timeout(timeout_ms);
  try {
    const addresses = await withinTime(addressesOf(target.host, outside.resolve ?? resolveBySystem), signal);
    permit(target, addresses);
    const timestamp = String(Math.floor(now_ms / 1000));
    const signature = secrets.map((secret) => `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`).join(',');
    const signed = { ...headers, 'content-type': 'application/json', 'accept-encoding': 'identity', 'x-jieda-timestamp': timestamp, 'x-jieda-signature': signature };
    return await exchange(target, { method: 'POST', headers: signed, signal, agent: false, lookup: pinned(addresses[0] as string) }, body, answerBytesMax);
  } catch (error) {
    if (error instanceof JiedaError) throw error;
    throw new JiedaError(signal.aborted ? 'outbound.timeout' : 'outbound.failed', undefined, error);
  }
}

type Target = { url: URL; host: string; plain: boolean; allowed: boolean };

function targetOf(text: string, { hosts }: Outside): Target {
  if (!URL.canParse(text)) throw new JiedaError('webhook.address');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new JiedaError('webhook.address');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return { url, host, plain: url.protocol === 'http:', allowed: hosts.includes(url.host) || hosts.includes(url.hostname) };
}

/** @throws JiedaError `webhook.address`. */
function permit({ plain, allowed }: Target, addresses: readonly string[]): void {
  const passes = (address: string): boolean => {
    if (!allowed) return !plain && isPublicAddress(address);
    // Without TLS only within the machine, where nobody listens on the way.
    return !plain || LOOPBACK.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
  };
  if (addresses.length === 0 || !addresses.every(passes)) throw new JiedaError('webhook.address');
}

async function addressesOf(host: string, resolve: Resolve): Promise<string[]> {
  return isIP(host) === 0 ? resolve(host) : [host];
}

const resolveBySystem: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/** Looks nothing up any more. */
function pinned(address: string): LookupFunction {
  const family = isIP(address);
  return (_host, options, done) => (options.all ? done(null, [{ address, family }]) : done(null, address, family));
}

function withinTime<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    work.then(resolve, reject);
  });
}

function exchange({ url, plain }: Target, options: RequestOptions, body: string, bytesMax: number): Promise<{ status: number; answer: string }> {
  return new Promise((resolve, reject) => {
    const request = (plain ? requestPlain : requestSecure)(url, options, (response) => {
      readBeginning(response, bytesMax).then((answer) => {
        resolve({ status: response.statusCode ?? 0, answer });
        request.destroy();
      }, reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function readBeginning(response: IncomingMessage, bytesMax: number): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes >= bytesMax) break;
  }
  return Buffer.concat(pieces).subarray(0, bytesMax).toString('utf8');
}
