import { onBeforeUnmount, onMounted } from 'vue';

/** What the keys of the review queue do. */
export type ReviewKeys = {
  choose(number: number): void;
  outside(): void;
  plan(): void;
  ignore(): void;
  search(): void;
  feeling(): void;
  context(): void;
  undo(): void;
  next(): void;
  previous(): void;
};

const NAMED: Readonly<Record<string, keyof Omit<ReviewKeys, 'choose'>>> = {
  '0': 'outside', n: 'plan', i: 'ignore', '/': 'search', e: 'feeling', c: 'context', z: 'undo', ArrowRight: 'next', ArrowLeft: 'previous',
};

/** Listens to the whole page, except while somebody types or a dialog is open. `busy`: whether one is. */
export function useReviewKeys(keys: ReviewKeys, busy: () => boolean): void {
  function press(event: KeyboardEvent): void {
    if (event.isComposing || busy() || isTyping(event.target)) return;
    const withControl = event.ctrlKey || event.metaKey;
    if (event.altKey || (withControl && event.key.toLowerCase() !== 'z')) return;
    const digit = /^[1-9]$/.exec(event.key);
    const named = NAMED[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (digit === null && named === undefined) return;
    event.preventDefault();
    if (digit !== null) keys.choose(Number(event.key));
    else keys[named!]();
  }
  onMounted(() => window.addEventListener('keydown', press));
  onBeforeUnmount(() => window.removeEventListener('keydown', press));
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches('textarea, select') || (target instanceof HTMLInputElement && target.type !== 'checkbox') || target.isContentEditable);
}
