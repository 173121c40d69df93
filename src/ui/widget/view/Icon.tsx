/** Shapes on a grid of 24, drawn as lines. */
const SHAPES = {
  chat: 'M12 4c4.7 0 8.5 3.2 8.5 7.2s-3.8 7.2-8.5 7.2c-.9 0-1.8-.1-2.6-.3L5.3 20l.6-3.3C4.4 15.3 3.5 13.4 3.5 11.2 3.5 7.2 7.3 4 12 4zM8.3 11.300h.01M12 11.300h.01M15.7 11.300h.01',
  down: 'M6 9.500l6 6 6-6',
  close: 'M6.5 6.500l11 11M17.5 6.500l-11 11',
  more: 'M5.5 11.8h.3v.3h-.3zM11.9 11.8h.3v.3h-.3zM18.3 11.8h.3v.3h-.3z',
  person: 'M4.5 13.500v-1.500a7.5 7.5 0 0 1 15 0v1.500M4.5 13h2.300v5H6a1.5 1.5 0 0 1-1.5-1.500zM19.5 13h-2.300v5h.800a1.5 1.5 0 0 0 1.5-1.500zM18 18.200c-.8 1.5-2.3 2.3-4.5 2.3',
  clip: 'M18.5 11.300l-6.4 6.400a4 4 0 0 1-5.700-5.700l6.900-6.900a2.700 2.700 0 0 1 3.800 3.800l-6.700 6.700a1.300 1.300 0 0 1-1.900-1.900l6-6',
  send: 'M12 19V5.500M6 11.500l6-6 6 6',
  check: 'M5.5 12.500l4.3 4.3 8.7-9.3',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.300l2.8 1.7',
  alert: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8.200v4.600M12 15.800h.01',
  parcel: 'M4.5 8.200L12 4.500l7.5 3.700v7.600L12 19.500l-7.5-3.700zM4.5 8.200L12 12l7.5-3.800M12 12v7.500M8.2 6.300l7.5 3.8',
  language: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM4.2 12h15.600M12 4c2.2 2.2 3.2 5 3.2 8s-1 5.8-3.2 8c-2.2-2.2-3.2-5-3.2-8s1-5.8 3.2-8z',
  bot: 'M7.5 8.500h9a2.5 2.5 0 0 1 2.5 2.500v4.500a2.5 2.5 0 0 1-2.5 2.500h-9A2.5 2.5 0 0 1 5 15.500V11a2.5 2.5 0 0 1 2.5-2.500zM12 8.500V5.500M9.5 12.300v1.200M14.5 12.300v1.2',
} as const;

export type IconName = keyof typeof SHAPES;

/** Always beside a word or inside a labelled button, so that screen readers pass over it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={SHAPES[name]} />
    </svg>
  );
}
