import { computed, readonly, shallowRef } from 'vue';
import type { Offer } from '../../../contract/desk/routing.ts';
import { declineOffer, fetchOffer } from '../api/routing.ts';
import { RequestError } from '../api/request.ts';
import { tell } from '../frame/tell.ts';
import { chime } from '../live/attention.ts';
import { i18n, wordsFor } from '../words/index.ts';

type Shown = { offer: Offer; until: number };

const current = shallowRef<Shown | null>(null);

/** The conversation that is offered to whoever is signed in, and when that ends on the clock of this page (`performance.now`). */
export const shownOffer = readonly(current);
export const offeredId = computed(() => current.value?.offer.conversationId ?? null);

export function takeOffer(offer: Offer | null): void {
  const isNew = offer !== null && offer.conversationId !== offeredId.value;
  current.value = offer && { offer, until: performance.now() + offer.left_ms };
  if (isNew) chime();
}

export async function refreshOffer(): Promise<void> {
  const answer = await fetchOffer().catch(() => null);
  if (answer) takeOffer(answer.offer);
}

export function forgetOffer(): void {
  current.value = null;
}

export async function decline(id: string): Promise<void> {
  if (offeredId.value === id) current.value = null;
  try {
    await declineOffer(id);
  } catch (error) {
    const isOver = error instanceof RequestError && error.code === 'conversation.not_offered';
    tell(isOver ? 'warning' : 'error', isOver ? i18n.global.t('offer.gone') : wordsFor(error));
  }
  await refreshOffer();
}
