import { computed, ref, shallowRef } from 'vue';
import type { ConversationRow } from '../../../contract/desk.ts';
import { acceptConversation, closeConversation, giveBackConversation } from '../api/conversations.ts';
import { letColleagueGo, takeOverConversation } from '../api/routing.ts';
import { RequestError } from '../api/request.ts';
import { pickConversation } from '../api/supervise.ts';
import { takeRow } from '../lists/boardState.ts';
import { person } from '../session/session.ts';
import { i18n, wordsFor } from '../words/index.ts';
import { tell } from '../frame/tell.ts';
import { conversation, follow, load } from './open.ts';

/** The deed under way, so that its button shows it and nothing is done twice. */
export const doing = ref<Deed | null>(null);
type Deed = 'accept' | 'giveBack' | 'close' | 'takeOver' | 'leave' | 'score';

/** The conversation that a colleague was faster to accept, and who that was. */
export const lost = shallowRef<{ id: string; name: string; workerNumber: string } | null>(null);

/** Whether the open conversation is served by whoever is signed in. */
export const isMine = computed(() => conversation.value?.state === 'agent' && conversation.value.agent?.id === person.value?.id);

/** Whether whoever is signed in was invited into the open conversation. */
export const isGuest = computed(() => conversation.value?.state === 'agent' && (conversation.value.colleagues ?? []).some(({ id }) => id === person.value?.id));

/** Whether whoever is signed in may take the open conversation over: from the bot, and as a supervisor from a colleague. */
export const mayTakeOver = computed(() => {
  const state = conversation.value?.state;
  if (state === 'agent') return !isMine.value && person.value !== null && person.value.role !== 'agent';
  return state === 'bot';
});

/** Whether whoever is signed in may whisper to the agent of the open conversation. */
export const mayWhisper = computed(() => conversation.value?.state === 'agent' && !isMine.value && !isGuest.value && person.value !== null && person.value.role !== 'agent');

/** Whether whoever is signed in may score the open conversation: it has ended, and a person served it. */
export const mayScore = computed(() => {
  const open = conversation.value;
  return open?.state === 'closed' && (open.served || open.agent !== undefined) && person.value !== null && person.value.role !== 'agent';
});

/** Picks the conversation to be scored. @returns whether it now has a score sheet. */
export async function pickToScore(id: string): Promise<boolean> {
  if (doing.value) return false;
  doing.value = 'score';
  try {
    await pickConversation(id);
    return true;
  } catch (error) {
    tell('error', wordsFor(error));
    return false;
  } finally {
    doing.value = null;
  }
}

/** Whether the conversation is now ours. */
export async function accept(id: string): Promise<boolean> {
  lost.value = null;
  return carryOut('accept', () => acceptConversation(id), (error) => {
    if (error.code !== 'conversation.taken') return false;
    const by = error.details.by as { name?: string; workerNumber?: string } | undefined;
    lost.value = { id, name: by?.name ?? '', workerNumber: by?.workerNumber ?? '' };
    void load();
    return true;
  });
}

export function lostWords(): string {
  const { t } = i18n.global;
  return lost.value?.name ? t('composer.taken', { name: lost.value.name, number: lost.value.workerNumber }) : t('composer.takenUnknown');
}

export const giveBack = (id: string): Promise<boolean> => carryOut('giveBack', () => giveBackConversation(id));

export const takeOver = (id: string): Promise<boolean> => carryOut('takeOver', () => takeOverConversation(id));

export const leave = (id: string): Promise<boolean> => carryOut('leave', () => letColleagueGo(id, person.value?.id ?? ''));

export const close = (id: string): Promise<boolean> => carryOut('close', () => closeConversation(id));

async function carryOut(
  deed: Deed,
  ask: () => Promise<{ conversation: ConversationRow }>,
  explained: (error: RequestError) => boolean = () => false,
): Promise<boolean> {
  if (doing.value) return false;
  doing.value = deed;
  try {
    const { conversation: row } = await ask();
    takeRow(row);
    follow(row);
    return true;
  } catch (error) {
    if (!(error instanceof RequestError && explained(error))) {
      tell('error', wordsFor(error));
      void load();
    }
    return false;
  } finally {
    doing.value = null;
  }
}
