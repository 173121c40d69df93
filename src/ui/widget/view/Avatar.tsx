import { useState } from 'preact/hooks';
import { Icon } from './Icon.tsx';
import { useLanguage } from './language.ts';

/** A person by the first character of the name, the bot by its picture, or by its sign where there is none or the site lets none in. */
export function Avatar({ name }: { name: string | undefined }) {
  const { avatar } = useLanguage();
  const [broken, setBroken] = useState<string>();
  return (
    <span class={name ? 'avatar person' : 'avatar'} aria-hidden="true">
      {name ? (
        [...name][0]
      ) : avatar && avatar !== broken ? (
        // With the site's origin, by which the server knows the sites that it serves.
        <img src={avatar} alt="" crossOrigin="anonymous" onError={() => setBroken(avatar)} />
      ) : (
        <Icon name="bot" />
      )}
    </span>
  );
}
