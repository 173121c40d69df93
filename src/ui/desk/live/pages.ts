import { onBeforeUnmount, onMounted } from 'vue';

type Listener = () => void;
type PageEvent = 'wall' | 'reviews' | 'people';

const listeners: Record<PageEvent, Set<Listener>> = { wall: new Set(), reviews: new Set(), people: new Set() };
let tellServer: (watching: boolean) => void = () => {};

/** How the server is told whether the wall is on screen; null: there is no connection. */
export function connectPages(tell: ((watching: boolean) => void) | null): void {
  tellServer = tell ?? (() => {});
  if (listeners.wall.size > 0) tellServer(true);
}

/** Something that such a page shows may have changed. */
export function wakePage(event: PageEvent): void {
  for (const listener of listeners[event]) listener();
}

/** After a gap nobody knows what was missed. */
export function wakePages(): void {
  wakePage('wall');
  wakePage('reviews');
  wakePage('people');
}

/** Calls `refresh` whenever what a page shows may have changed, as long as the page is on screen. */
export function useWakes(event: PageEvent, refresh: Listener): void {
  onMounted(() => {
    listeners[event].add(refresh);
    if (event === 'wall') tellServer(true);
  });
  onBeforeUnmount(() => {
    listeners[event].delete(refresh);
    if (event === 'wall' && listeners.wall.size === 0) tellServer(false);
  });
}
