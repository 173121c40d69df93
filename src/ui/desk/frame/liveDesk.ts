import { onBeforeUnmount, onMounted } from 'vue';
import { useRouter } from 'vue-router';
import { forgetOutbox, restoreOutbox, sendWaiting, unsent } from '../conversation/sending.ts';
import { open } from '../conversation/open.ts';
import { forgetBoard } from '../lists/boardState.ts';
import { keepTitle } from '../live/attention.ts';
import { connect, disconnect } from '../live/connection.ts';
import { forgetOffer } from '../routing/offer.ts';
import { watchIdle } from '../routing/presence.ts';
import { forgetSession, person } from '../session/session.ts';
import { forgetCalls } from '../tickets/calls.ts';

/** Connects while the desk is on screen, and forgets everything of a person who leaves it signed out. */
export function useLiveDesk(): void {
  const router = useRouter();
  const stopTitle = keepTitle();
  let stopIdle = (): void => {};

  onMounted(() => {
    stopIdle = watchIdle();
    restoreOutbox();
    sendWaiting();
    connect(() => {
      forgetSession();
      void router.replace({ name: 'sign-in', query: { to: router.currentRoute.value.fullPath, ended: '1' } });
    });
    window.addEventListener('beforeunload', warn);
  });

  onBeforeUnmount(() => {
    window.removeEventListener('beforeunload', warn);
    disconnect();
    stopTitle();
    stopIdle();
    forgetOffer();
    if (person.value) return;
    forgetOutbox();
    forgetBoard();
    forgetCalls();
    void open(null);
  });
}

function warn(event: BeforeUnloadEvent): void {
  if (unsent.value) event.preventDefault();
}
