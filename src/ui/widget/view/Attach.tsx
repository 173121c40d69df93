import { useRef, useState } from 'preact/hooks';
import { codeOf } from '../link.ts';
import { Icon } from './Icon.tsx';
import { useLanguage } from './language.ts';

/** As `LIMITS.fileBytes`, which the server enforces; here it only saves the way. */
const BYTES_MAX = 5 * 1_048_576;

/** Sends one picture or document to the person who serves. */
export function Attach({ onAttach }: { onAttach(file: File): Promise<void> }) {
  const { words } = useLanguage();
  const chooser = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const chosen = async (): Promise<void> => {
    const file = chooser.current?.files?.[0];
    if (!file) return;
    chooser.current!.value = '';
    if (file.size > BYTES_MAX) return setSaid(words.fileTooLarge);
    setSaid(words.sending);
    try {
      await onAttach(file);
      setSaid('');
    } catch (error) {
      setSaid(codeOf(error) === 'file.type' ? words.fileType : words.fileFailed);
    }
  };
  return (
    <>
      <button type="button" class="attach" aria-label={words.attach} title={words.attach} onClick={() => chooser.current?.click()}>
        <Icon name="clip" />
      </button>
      <input ref={chooser} type="file" hidden onChange={chosen} />
      <span class={said ? 'attach-said' : 'hidden'} role="status">
        {said}
      </span>
    </>
  );
}
