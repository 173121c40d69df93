import { readonly, ref } from 'vue';
import { keep, recall } from '../../shared/keeping.ts';
import { i18n } from '../words/index.ts';

const KEY = 'jieda.desk.notifications';

/** Some browsers, and pages that are not secure, have none. */
const isPossible = typeof Notification !== 'undefined' && window.isSecureContext;
const current = ref(isPossible && Notification.permission === 'granted' && recall(localStorage, KEY) === true);

/** Whether this browser shows a notification of the system when something calls while the desk is not in view. */
export const notifications = readonly(current);

/** Turns them on or off; the browser asks its user the first time. @returns whether they are as wanted now. */
export async function toggleNotifications(): Promise<boolean> {
  const wanted = !current.value;
  current.value = wanted && isPossible && (await Notification.requestPermission()) === 'granted';
  keep(localStorage, KEY, current.value);
  return current.value === wanted;
}

/** Says that something calls; never what a customer wrote, because others see the screen, too. One of a kind replaces the one before. */
export function notify(about: 'queue' | 'message' | 'offer'): void {
  if (!current.value || !document.hidden) return;
  const { t } = i18n.global;
  const shown = new Notification(t('desk.name'), { body: t(`notify.${about}`), tag: `jieda-${about}`, icon: `${import.meta.env.BASE_URL}icon-192.png` });
  shown.addEventListener('click', () => {
    window.focus();
    shown.close();
  });
}
