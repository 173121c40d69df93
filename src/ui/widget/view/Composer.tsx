import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { LIMITS } from '../../../base/limits.ts';
import { Telling } from '../telling.ts';
import { Attach } from './Attach.tsx';
import { Icon } from './Icon.tsx';
import { useLanguage } from './language.ts';

/** A text that the page puts into the composer; a new object each time, so that the same text can be put in again. */
export interface Fill {
  readonly text: string;
}

interface Props {
  input: RefObject<HTMLTextAreaElement | null>;
  fill: Fill | undefined;
  toAgent: boolean;
  /** While a person serves or is waited for. */
  onAttach: ((file: File) => Promise<void>) | undefined;
  onSend(text: string): void;
  /** Whoever serves sees what is written before it is sent. */
  preview: boolean;
  onTyping(text: string): void;
}

const LENGTH_MAX: typeof LIMITS.messageLength = 2_000;
const LENGTH_SHOWN = 1_800;
const HEIGHT_MAX_PX = 128;

export function Composer({ input, fill, toAgent, onAttach, onSend, preview, onTyping }: Props) {
  const { words } = useLanguage();
  const [text, setText] = useState('');
  const [telling] = useState(() => new Telling(onTyping));
  useEffect(() => {
    if (fill) setText(fill.text.slice(0, LENGTH_MAX));
  }, [fill]);
  useLayoutEffect(() => fit(input.current), [text]);

  const send = (): void => {
    const trimmed = text.trim();
    if (!trimmed) return;
    setText('');
    telling.forget();
    onSend(trimmed);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter that ends a composition belongs to the input method; some browsers say so by key code 229 only.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };
  const onInput = (event: { currentTarget: HTMLTextAreaElement }): void => {
    setText(event.currentTarget.value);
    telling.typed(event.currentTarget.value, preview);
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="field">
        <textarea
          ref={input}
          rows={1}
          value={text}
          maxLength={LENGTH_MAX}
          placeholder={toAgent ? words.writeAgent : words.write}
          aria-label={toAgent ? words.writeAgent : words.write}
          aria-describedby="keys"
          enterkeyhint="send"
          dir="auto"
          onInput={onInput}
          onKeyDown={onKeyDown}
        />
        {onAttach && <Attach onAttach={onAttach} />}
        <button type="submit" class="send" aria-label={words.send} title={words.send} aria-disabled={!text.trim()}>
          <Icon name="send" />
        </button>
      </div>
      <p class={preview ? 'keys seen' : 'keys'} id="keys">
        {text.length > LENGTH_SHOWN ? words.left(LENGTH_MAX - text.length) : preview ? words.preview : words.keys}
      </p>
    </form>
  );
}

/** As high as its text, up to some lines. */
function fit(box: HTMLTextAreaElement | null): void {
  if (!box) return;
  box.style.height = 'auto';
  if (box.scrollHeight) box.style.height = `${Math.min(box.scrollHeight, HEIGHT_MAX_PX)}px`;
}
