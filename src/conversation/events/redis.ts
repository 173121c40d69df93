import { createClient } from 'redis';
import { z } from 'zod';
import { LIMITS } from '../../base/limits.ts';
import type { Log } from '../../base/log.ts';
import { inProcessEvents, type EventBus, type WakeUp } from '../events.ts';

const CHANNEL = 'jieda:wake-up';

const wakeUpSchema: z.ZodType<WakeUp> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('conversation'), id: z.string(), seq: z.number().int(), moved: z.boolean() }),
  z.strictObject({ type: z.literal('queue') }),
  z.strictObject({ type: z.literal('ticket'), number: z.string() }),
  z.strictObject({ type: z.literal('offer'), personId: z.string() }),
  z.strictObject({ type: z.literal('presence'), personId: z.string() }),
  z.strictObject({ type: z.literal('read'), id: z.string() }),
  z.strictObject({ type: z.literal('review'), conversationId: z.string() }),
  z.strictObject({ type: z.literal('release') }),
  z.strictObject({ type: z.literal('settings') }),
  z.strictObject({ type: z.literal('access'), personId: z.string() }),
  z.strictObject({ type: z.literal('typing'), id: z.string(), from: z.enum(['customer', 'agent']), text: z.string().max(LIMITS.typingLength).optional() }),
  z.strictObject({ type: z.literal('missed') }),
]);

const envelopeSchema = z.strictObject({ node: z.string(), event: wakeUpSchema });

/**
 * The bus of several nodes: this node's own listeners hear at once, the others through Redis. Redis may vanish; then only the others'
 * push pauses, and when it is back everybody is told to look for what they missed.
 */
export async function redisEvents(url: string, node: string, log: Log): Promise<EventBus> {
  const local = inProcessEvents();
  const sender = createClient({ url, disableOfflineQueue: true });
  const receiver = createClient({ url });
  const send = (event: WakeUp): void => {
    sender.publish(CHANNEL, JSON.stringify({ node, event })).catch((error: unknown) => log.warn({ err: error }, 'redis: a wake-up was not sent'));
  };
  sender.on('error', (error) => log.warn({ err: error }, 'redis: sending is paused'));
  receiver.on('error', (error) => log.warn({ err: error }, 'redis: receiving is paused'));
  // Both come back on their own. Whoever could not hear looks for itself; whoever could not speak tells the others to look, who may have
  // been back before.
  receiver.on('ready', again(() => local.publish({ type: 'missed' })));
  sender.on('ready', again(() => send({ type: 'missed' })));
  await Promise.all([sender.connect(), receiver.connect()]);
  await receiver.subscribe(CHANNEL, (text) => {
    const envelope = parse(text);
    if (envelope === null) log.warn('redis: a wake-up that is none was dropped');
    else if (envelope.node !== node) local.publish(envelope.event);
  });
  return {
    publish(event) {
      local.publish(event);
      send(event);
    },
    subscribe: local.subscribe,
    async close() {
      await local.close();
      sender.destroy();
      receiver.destroy();
    },
  };
}

/** Does something each time but the first. */
function again(work: () => void): () => void {
  let before = false;
  return () => {
    if (before) work();
    before = true;
  };
}

function parse(text: string): z.infer<typeof envelopeSchema> | null {
  try {
    return envelopeSchema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}
