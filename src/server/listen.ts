import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from '../base/config.ts';
import { LIMITS } from '../base/limits.ts';
import type { Channel } from '../conversation/channel.ts';
import type { DemoShop } from '../conversation/demoShop.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { cancelAllJobs, noteInterruptedJobs } from '../studio/job/job.ts';
import type { StudioWays } from '../studio/studio.ts';
import { createApp } from './app.ts';
import { openLimiters } from './limiters.ts';
import { openMetrics } from './metrics.ts';
import { openOrigins } from './origin.ts';
import { openSockets } from './realtime/sockets.ts';
import type { Server } from './route.ts';
import { studioOn } from './studio.ts';

export type Listening = { port: number; close(): Promise<void> };

/**
 * How long a client may take, in milliseconds: for the headers of a request, for a whole request, to read on while an answer waits for it, and
 * to enter a namespace once its socket is open. `check_ms`: how often the first two are looked at.
 */
export type Patience = { headers_ms: number; request_ms: number; idle_ms: number; enter_ms: number; check_ms: number };
export const PATIENCE: Patience = { headers_ms: 10_000, request_ms: 30_000, idle_ms: 60_000, enter_ms: 10_000, check_ms: 5_000 };

/** Starts to serve. `ways`: how the studio does its work, where otherwise than it would. @throws when the port is taken. */
export async function listen(
  config: Config,
  runtime: Runtime,
  channel: Channel,
  uiPath: string,
  demoShop: DemoShop | null = null,
  patience: Patience = PATIENCE,
  ways: StudioWays = {},
): Promise<Listening> {
  const origins = openOrigins(config);
  const metrics = openMetrics(() => sockets.engine.clientsCount);
  const server: Server = { config, runtime, channel: timed(channel, metrics.turns), limiters: openLimiters(), studio: studioOn(config, runtime, ways), demoShop };
  await noteInterruptedJobs(server.studio);
  const { headers_ms, request_ms, idle_ms, enter_ms, check_ms } = patience;
  const timeouts = { headersTimeout: headers_ms, requestTimeout: request_ms, connectionsCheckingInterval: check_ms };
  const http = createServer(timeouts, createApp(server, origins, metrics, uiPath));
  // Who asks for much and reads nothing; live sockets look after themselves by their pings.
  http.timeout = idle_ms;
  const sockets = openSockets(http, server, origins, metrics, enter_ms);
  const port = await bind(http, config);
  return {
    port,
    async close() {
      await cancelAllJobs(server.studio);
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
