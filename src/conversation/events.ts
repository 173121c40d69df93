/**
 * What wakes whoever watches. An event says only that something is there, never what: the receiver reads it from the database, so that
 * a lost or doubled event costs nothing but time.
 */
export type WakeUp =
  /** Messages up to `seq` are committed, or the state has changed. `moved`: it may stand in another list of the desk now, or in one more. */
  | { type: 'conversation'; id: string; seq: number; moved: boolean }
  /** Somebody joined or left the queue. */
  | { type: 'queue' }
  /** A ticket was recorded, or something happened to it. */
  | { type: 'ticket'; number: string }
  /** A conversation is offered to this person, or not any more. */
  | { type: 'offer'; personId: string }
  /** This person came, went, or takes conversations differently. */
  | { type: 'presence'; personId: string }
  /** Somebody has read further in this conversation. */
  | { type: 'read'; id: string }
  /** A supervisor has scored a conversation, or its agent has answered. */
  | { type: 'review'; conversationId: string }
  /** Another release serves now. */
  | { type: 'release' }
  /** Somebody changed a setting or a team of the desk. */
  | { type: 'settings' }
  /** Sessions of this person have ended, or what they may do has changed: their sockets prove themselves again. */
  | { type: 'access'; personId: string }
  /**
   * A line is being written; shown for a moment and never stored. The one event that carries content, because there is nowhere else to read it:
   * `text`, what the customer has written so far, masked and cut.
   */
  | { type: 'typing'; id: string; from: 'customer' | 'agent'; text?: string | undefined }
  /** Events may have been missed; everybody looks for themselves. */
  | { type: 'missed' };

export type EventBus = {
  publish(event: WakeUp): void;
  /** @returns a function that ends the subscription. */
  subscribe(listener: (event: WakeUp) => void): () => void;
  close(): Promise<void>;
};

/** The bus of a single node. Listeners are called in the order in which they came, outside the publisher's own call. */
export function inProcessEvents(): EventBus {
  const listeners = new Set<(event: WakeUp) => void>();
  return {
    publish(event) {
      queueMicrotask(() => {
        for (const listener of listeners) listener(event);
      });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      listeners.clear();
    },
  };
}
