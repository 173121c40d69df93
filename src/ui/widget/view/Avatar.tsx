import { Icon } from './Icon.tsx';

/** A person by the first character of the name, the bot by its sign. */
export function Avatar({ name }: { name: string | undefined }) {
  return (
    <span class={name ? 'avatar person' : 'avatar'} aria-hidden="true">
      {name ? [...name][0] : <Icon name="bot" />}
    </span>
  );
}
