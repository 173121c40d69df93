import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server as SocketServer } from 'socket.io';
import { JiedaError } from '../../base/errors.ts';
import { LIMITS } from '../../base/limits.ts';
import type { Metrics } from '../metrics.ts';
import type { Origins } from '../origin.ts';
import type { Server } from '../route.ts';
import { boundBacklog, type Connection } from './backlog.ts';
import { serveDesk } from './desk.ts';
import { asConnectError, serveVisitors } from './visitor.ts';

/** Opens the live side of the server: one namespace for visitors, one for the desk. Whoever enters neither within `enter_ms` is cut off. */
export function openSockets(http: HttpServer, server: Server, origins: Origins, metrics: Metrics, enter_ms: number): SocketServer {
  const perAddress = new Map<string, number>();
  const sockets = new SocketServer(http, {
    serveClient: false,
    // Larger frames end the connection; compression costs memory for every socket and opens the door to bombs.
    maxHttpBufferSize: LIMITS.requestBytes,
    perMessageDeflate: false,
    connectTimeout: enter_ms,
    cors: { origin: server.config.origins },
    allowRequest(request: IncomingMessage, decide) {
      const ours = origins.isOwn(request) || origins.isListed(request);
      const crowded = (perAddress.get(origins.addressOf(request)) ?? 0) >= LIMITS.socketsPerAddress;
      decide(crowded ? 'too many connections' : null, ours && !crowded);
    },
  });
  sockets.engine.on('connection', (connection: Connection & { request: IncomingMessage; once(event: 'close', listener: () => void): void }) => {
    boundBacklog(connection);
    const address = origins.addressOf(connection.request);
    perAddress.set(address, (perAddress.get(address) ?? 0) + 1);
    connection.once('close', () => {
      const left = (perAddress.get(address) ?? 1) - 1;
      if (left > 0) perAddress.set(address, left);
      else perAddress.delete(address);
    });
  });
  // There is always a namespace `/`; who is in it has proved nothing, and would count as having entered.
  sockets.use((_socket, next) => next(asConnectError(new JiedaError('request.not_found'))));
  serveVisitors(sockets.of('/visitor'), server, origins, metrics);
  serveDesk(sockets.of('/desk'), server, origins, metrics);
  return sockets;
}
