import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from '../base/config.ts';
import { LIMITS } from '../base/limits.ts';
import type { Channel } from '../conversation/channel.ts';
import type { DemoShop } from '../conversation/demoShop.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { createApp } from './app.ts';
import { openLimiters } from './limiters.ts';
import { openMetrics } from './metrics.ts';
import { openOrigins } from './origin.ts';
import { openSockets } from './realtime/sockets.ts';
import type { Server } from './route.ts';

export type Listening = { port: number; close(): Promise<void> };

/** Slow senders of headers or bodies are cut off. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** Starts to serve. @throws when the port is taken. */
export async function listen(config: Config, runtime: Runtime, channel: Channel, uiPath: string, demoShop: DemoShop | null = null): Promise<Listening> {
  const origins = openOrigins(config);
  const metrics = openMetrics(() => sockets.engine.clientsCount);
  const server: Server = { config, runtime, channel: timed(channel, metrics.turns), limiters: openLimiters(), demoShop };
  const http = createServer(createApp(server, origins, metrics, uiPath));
  http.headersTimeout = HEADERS_TIMEOUT_MS;
  http.requestTimeout = REQUEST_TIMEOUT_MS;
  const sockets = openSockets(http, server, origins, metrics);
  const port = await bind(http, config);
  return {
    port,
    async close() {
      const forced = setTimeout(() => http.closeAllConnections(), LIMITS.shutdown_ms / 2);
      // Tells every client to come back elsewhere or later, and ends when the requests under way are answered.
      await sockets.close();
      clearTimeout(forced);
    },
  };
}

function timed(channel: Channel, turns: { startTimer(): () => void }): Channel {
  return {
    name: channel.name,
    async receive(inbound) {
      const stop = turns.startTimer();
      try {
        return await channel.receive(inbound);
      } finally {
        stop();
      }
    },
  };
}

function bind(http: HttpServer, { port, host }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      resolve((http.address() as AddressInfo).port);
    });
  });
}
