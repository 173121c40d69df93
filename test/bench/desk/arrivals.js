import { quantile, sortedCopy } from '../quantile.js';

/** An event that has not come to a desk after this long counts as lost. */
const LOST_MS = 10_000;

/** Who should see an event, by the state in which its conversation is. */
export function audienceOf({ state, id, agentId, upset }, desks) {
  return desks.filter((desk) => {
    if (desk.openId === id) return true;
    if (state === 'agent') return desk.id === agentId;
    return state === 'queued' || desk.list === state || (upset && desk.list === 'attention');
  });
}

/** Keeps account of which event came to which desk, and how long that took since it was sent and since it was committed. */
export class Arrivals {
  /** Conversation → what of it is still under way. */
  #underWay = new Map();
  #sinceSent_ms = [];
  #sinceCommit_ms = [];
  #events = 0;

  /** An event is sent that these desks should see. @returns what is to be told once it is committed. */
  sent(conversationId, desks) {
    const event = { seq: Infinity, sent_ms: performance.now(), committed_ms: NaN, waiting: new Map(desks.map((desk) => [desk.id, null])) };
    this.#events += 1;
    this.#underWay.set(conversationId, [...(this.#underWay.get(conversationId) ?? []), event]);
    return {
      committed: (seq) => {
        event.seq = seq;
        event.committed_ms = performance.now();
        // What came before the acknowledgement was noted with its number.
        for (const [deskId, early] of event.waiting) if (early !== null && early.seq >= seq) this.#count(event, deskId, early.at_ms);
      },
      failed: () => event.waiting.clear(),
    };
  }

  arrived(desk, conversationId, seq) {
    const at_ms = performance.now();
    for (const event of this.#underWay.get(conversationId) ?? []) {
      if (!event.waiting.has(desk.id)) continue;
      if (seq >= event.seq) this.#count(event, desk.id, at_ms);
      else if (event.seq === Infinity && (event.waiting.get(desk.id)?.seq ?? 0) < seq) event.waiting.set(desk.id, { seq, at_ms });
    }
  }

  /** Resolves when everything has come, or will not any more. */
  async settle() {
    const until_ms = performance.now() + LOST_MS;
    while (this.#missing() > 0 && performance.now() < until_ms) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  figures() {
    const of = (samples) => {
      const sorted = sortedCopy(samples);
      return { p50_ms: quantile(sorted, 0.5), p95_ms: quantile(sorted, 0.95), max_ms: sorted.at(-1) ?? NaN };
    };
    return { events: this.#events, arrivals: this.#sinceSent_ms.length, missing: this.#missing(), sent: of(this.#sinceSent_ms), committed: of(this.#sinceCommit_ms) };
  }

  #count(event, deskId, at_ms) {
    event.waiting.delete(deskId);
    this.#sinceSent_ms.push(at_ms - event.sent_ms);
    this.#sinceCommit_ms.push(Math.max(0, at_ms - event.committed_ms));
  }

  #missing() {
    let missing = 0;
    for (const events of this.#underWay.values()) for (const { waiting } of events) missing += waiting.size;
    return missing;
  }
}
