import { shallowRef } from 'vue';
import type { ConversationDetail, DeskMessage, DeskPerson } from '../../../contract/desk.ts';
import type { Canned } from '../../../contract/desk/work.ts';
import { fetchCanned } from '../api/work.ts';

/** The canned replies that this person can use; fetched when the first composer opens, and after a change. */
export const canned = shallowRef<readonly Canned[]>([]);

export async function loadCanned(): Promise<void> {
  canned.value = (await fetchCanned()).replies;
}

/** Those whose title or text holds every word of the query, titles that begin with it first. */
export function matchingCanned(replies: readonly Canned[], query: string, rowsMax: number): Canned[] {
  const words = query.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const hits = replies.filter(({ title, text }) => words.every((word) => `${title}\n${text}`.toLowerCase().includes(word)));
  const begins = ({ title }: Canned): boolean => title.toLowerCase().startsWith(query.trim().toLowerCase());
  return [...hits.filter(begins), ...hits.filter((reply) => !begins(reply))].slice(0, rowsMax);
}

/** What the places of a canned reply stand for in one conversation. */
export type Places = { customer: string; order: string; agent: string; number: string };

/** Fills the places; what stands in braces otherwise stays as it is. What is filled in is text and is not looked into again. */
export function fillPlaces(text: string, places: Places): string {
  return text.replaceAll(/\{(customer|order|agent|number)\}/g, (_place, name: keyof Places) => places[name]);
}

/** The places of the open conversation: the order that was shown last, or that the hand-over names. */
export function placesOf(conversation: ConversationDetail['conversation'], messages: readonly DeskMessage[], person: DeskPerson, words: { customer: string; order: string }): Places {
  const shown = messages.findLast(({ card }) => card?.type === 'order')?.card;
  const known = conversation.handOver?.slots.find(({ name }) => name === 'order_number')?.value;
  const isNamed = conversation.customer.kind !== 'anonymous';
  return {
    customer: isNamed ? conversation.customer.name : words.customer,
    order: (shown?.type === 'order' ? shown.number : undefined) ?? known ?? words.order,
    agent: person.name,
    number: person.workerNumber,
  };
}
