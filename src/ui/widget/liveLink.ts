import { io, type Socket } from 'socket.io-client';
import type { LIMITS } from '../../base/limits.ts';
import type { Message } from '../../contract/message.ts';
import type { ConversationKey, ConversationStatus } from '../../contract/visitor.ts';
import { LinkError, type Link, type Listener } from './link.ts';
import { spread } from './pause.ts';

const ANSWER_MS = 10_000;
const FILE_MS = 60_000;
/** Checked against the limit by its type, so that the widget carries no table of limits. */
const NAME_LENGTH: typeof LIMITS.fileNameLength = 120;
/** Short, because where websockets hang the other transport has its turn only afterwards. */
const CONNECT_MS = 6_000;
/** After a refusal for another reason than the key (too many sockets, server not ready) nothing reconnects by itself. */
const REFUSED_RETRY_MS = 4_000;

/** The link over HTTP and Socket.IO. The build puts `socket/client.ts` in the place of `socket.io-client`. */
export function linkTo(origin: string): Link {
  let socket: Socket | undefined;
  return {
    async open(request) {
      const response = await fetch(`${origin}/api/v1/visitor/conversations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
        signal: timeout(ANSWER_MS),
      });
      return answerOf<ConversationKey>(await response.json());
    },
    connect(key, listener) {
      this.close();
      const opened = io(`${origin}/visitor`, {
        path: '/socket.io',
        auth: { ...key },
        transports: ['websocket', 'polling'],
        // Some networks let no websocket through; without this the second transport is never tried.
        tryAllTransports: true,
        forceNew: true,
        reconnectionDelay: 500,
        reconnectionDelayMax: 5_000,
        timeout: CONNECT_MS,
      });
      socket = opened;
      listen(opened, listener, () => socket === opened);
    },
    async request<Answer>(event: string, payload: object) {
      if (!socket?.connected) throw new LinkError('link.down');
      const asked = socket;
      const answer: unknown = await asked.timeout(ANSWER_MS).emitWithAck(event, payload).catch(() => {
        throw new LinkError(asked.connected ? 'link.timeout' : 'link.down');
      });
      return answerOf<Answer>(answer);
    },
    async upload({ conversationId, token }, clientId, file) {
      const query = new URLSearchParams({ clientId, name: file.name.slice(-NAME_LENGTH) }).toString();
      const response = await fetch(`${origin}/api/v1/visitor/conversations/${conversationId}/files?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', authorization: `Bearer ${token}` },
        body: file,
        signal: timeout(FILE_MS),
      });
      answerOf(await response.json());
    },
    async download({ conversationId, token }, fileKey) {
      const response = await fetch(`${origin}/api/v1/visitor/conversations/${conversationId}/files/${fileKey}`, { headers: { authorization: `Bearer ${token}` }, signal: timeout(FILE_MS) });
      if (!response.ok) answerOf(await response.json());
      return response.blob();
    },
    tell(event, payload) {
      socket?.volatile.emit(event, payload);
    },
    close() {
      const closing = socket;
      socket = undefined;
      closing?.disconnect();
    },
  };
}

function listen(socket: Socket, listener: Listener, isCurrent: () => boolean): void {
  const again = (): void => {
    setTimeout(() => isCurrent() && !socket.active && socket.connect(), spread(REFUSED_RETRY_MS));
  };
  socket.on('connect', () => listener.up());
  socket.on('disconnect', (reason) => {
    // Our own doing (closed, or another key) is not a lost connection.
    if (!isCurrent() || reason === 'io client disconnect') return;
    listener.down();
    if (reason === 'io server disconnect') again();
  });
  socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
    if (socket.active || !isCurrent()) return;
    const code = error.data?.code ?? '';
    listener.refused(code);
    if (code !== 'conversation.not_found') again();
  });
  socket.on('messages', (event: { messages: Message[] }) => listener.messages(event.messages));
  socket.on('status', (status: ConversationStatus) => listener.status(status));
  socket.on('typing', (event: { from: 'bot' | 'agent' }) => listener.typing(event.from));
}

function answerOf<Answer>(answer: unknown): Answer {
  const { error } = (answer ?? {}) as { error?: { code: string } };
  if (error) throw new LinkError(error.code);
  return answer as Answer;
}

/** `AbortSignal.timeout` is missing in browsers that are still around. */
function timeout(ms: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), ms);
  return controller.signal;
}
