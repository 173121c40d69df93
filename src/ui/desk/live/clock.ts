import { readonly, ref } from 'vue';

const current = ref(Date.now());

/** The present, once a second: what shows a waiting time reads this instead of keeping a timer of its own. */
export const now = readonly(current);

window.setInterval(() => {
  current.value = Date.now();
}, 1000);
