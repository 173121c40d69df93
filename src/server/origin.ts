import type { IncomingMessage } from 'node:http';
import proxyAddress from 'proxy-addr';
import type { Config } from '../base/config.ts';

/** Decides where requests come from: which site's page, and which network address. */
export type Origins = {
  /** Our own pages, judged by the `Origin` header or, where browsers send none, by `Sec-Fetch-Site`. */
  isOwn(request: IncomingMessage): boolean;
  /** A site of the list that embeds the widget. */
  isListed(request: IncomingMessage): boolean;
  /** A page that is neither ours nor listed. A request without any origin (a program, not a page) is not foreign. */
  isForeign(request: IncomingMessage): boolean;
  addressOf(request: IncomingMessage): string;
};

export function openOrigins(config: Pick<Config, 'origins' | 'publicUrl' | 'trustedProxies'>): Origins {
  const listed = new Set(config.origins);
  const publicHost = config.publicUrl === undefined ? undefined : new URL(config.publicUrl).host;
  const trust = proxyAddress.compile(config.trustedProxies);

  function isOwn(request: IncomingMessage): boolean {
    const { origin, host } = request.headers;
    if (origin === undefined) return request.headers['sec-fetch-site'] === 'same-origin';
    const originHost = hostOf(origin);
    return originHost !== null && (originHost === host || originHost === publicHost);
  }

  const isListed = (request: IncomingMessage) => request.headers.origin !== undefined && listed.has(request.headers.origin);

  return {
    isOwn,
    isListed,
    isForeign: (request) => (request.headers.origin !== undefined || request.headers['sec-fetch-site'] === 'cross-site') && !isOwn(request) && !isListed(request),
    addressOf: (request) => proxyAddress(request, trust),
  };
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
