import type { RefObject } from 'preact';
import { Icon } from './Icon.tsx';
import { useLanguage } from './language.ts';

interface Props {
  open: boolean;
  unread: number;
  /** Words beside the sign. */
  text: string | undefined;
  greeting: string | undefined;
  button: RefObject<HTMLButtonElement | null>;
  onToggle(): void;
  onDismiss(): void;
}

/** The round button in the corner, with what waits to be read, and at most once a line that offers help. */
export function Launcher({ open, unread, text, greeting, button, onToggle, onDismiss }: Props) {
  const { words } = useLanguage();
  const shown = open ? '' : (text ?? '');
  // Whoever speaks to the button says what stands on it.
  const name = shown || words.open;
  const label = open ? words.close : unread > 0 ? `${name}, ${words.unread(unread)}` : name;
  return (
    <div class="corner">
      {greeting && !open && (
        <div class="greeting">
          <button type="button" class="greeting-text" onClick={onToggle}>
            {greeting}
          </button>
          <button type="button" class="quiet small" aria-label={words.dismiss} title={words.dismiss} onClick={onDismiss}>
            <Icon name="close" />
          </button>
        </div>
      )}
      <button type="button" class={shown ? 'launcher worded' : 'launcher'} ref={button} aria-label={label} aria-expanded={open} aria-haspopup="dialog" onClick={onToggle}>
        <Icon name={open ? 'down' : 'chat'} />
        {shown}
        {unread > 0 && !open && (
          <span class="badge" aria-hidden="true">
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </button>
    </div>
  );
}
