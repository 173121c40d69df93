import { readonly, ref } from 'vue';

/** How far the server's clock is ahead of this computer's. */
let ahead_ms = 0;
const current = ref(Date.now());

/** The present by the server's clock, once a second: what shows a waiting time reads this instead of keeping a timer of its own. */
export const now = readonly(current);

/** Takes over the server's clock: waiting times and limits are reckoned by it, and that of a computer may be minutes off. */
export function setClock(at: string): void {
  ahead_ms = Date.parse(at) - Date.now();
  current.value = Date.now() + ahead_ms;
}

window.setInterval(() => {
  current.value = Date.now() + ahead_ms;
}, 1000);
