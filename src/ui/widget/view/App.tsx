import { useEffect, useRef, useState } from 'preact/hooks';
import type { Chat } from '../chat.ts';
import type { Appearance } from '../look.ts';
import type { Shelf } from '../shelf.ts';
import { oneOf } from '../settings.ts';
import { WORDS, type Language, type Words } from '../words.ts';
import type { Fill } from './Composer.tsx';
import { LanguageContext } from './language.ts';
import { Launcher } from './Launcher.tsx';
import { Panel } from './Panel.tsx';
import { isPhone, useScreen } from './screen.ts';

/** What the page may ask of the widget. */
export interface Control {
  open(options?: { text?: string }): void;
  close(): void;
}

interface Props {
  chat: Chat;
  appearance: Appearance;
  shelf: Shelf;
  host: HTMLElement;
  /** It is shown beside a form: it greets at once and never takes the focus away. */
  isPreview?: boolean;
  /** Hands the control out once the screen stands. */
  onReady(control: Control): void;
}

const GREETING_MS = 4_000;
const GREETED = 'greeted';
const LANGUAGE = 'language';

export function App({ chat, appearance, shelf, host, isPreview = false, onReady }: Props) {
  const [view, setView] = useState(chat.view);
  const [open, setOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const [fill, setFill] = useState<Fill>();
  const [chosen, setChosen] = useState(oneOf<Language>(shelf.get(LANGUAGE), 'zh', 'en'));
  const language = chosen ?? appearance.language;
  const { launcherText, ...words } = wordsOf(appearance, language);
  const [greets, dismiss] = useGreeting(shelf, words.greeting !== '' && !chat.known && !wasOpened, isPreview ? 0 : GREETING_MS);
  const { launcher, panel, input, rememberFocus } = useFocus(host, open, fill, !isPreview);

  const control: Control = {
    open(options) {
      rememberFocus();
      chat.start();
      dismiss();
      setWasOpened(true);
      setOpen(true);
      if (options?.text) setFill({ text: options.text });
    },
    close: () => setOpen(false),
  };
  useEffect(() => chat.watch(() => setView(chat.view)), [chat]);
  useEffect(() => onReady(control), []);
  useReading(chat, open);
  useScreen(host, open);
  const switchLanguage = (): void => {
    const next = language === 'zh' ? 'en' : 'zh';
    shelf.set(LANGUAGE, next);
    setChosen(next);
  };
  return (
    <LanguageContext.Provider value={{ language, words, avatar: appearance.avatar }}>
      <div class={`widget ${appearance.side}${open ? ' open' : ''}`} lang={language === 'zh' ? 'zh-CN' : 'en'}>
        {wasOpened && (
          <Panel chat={chat} view={view} open={open} fill={fill} panel={panel} input={input} onLanguage={switchLanguage} onClose={control.close} />
        )}
        <Launcher
          open={open}
          unread={view.unread}
          text={launcherText}
          greeting={greets ? words.greeting : undefined}
          button={launcher}
          onToggle={open ? control.close : () => control.open()}
          onDismiss={dismiss}
        />
      </div>
    </LanguageContext.Provider>
  );
}

/** What the widget says in a language, with what site and studio have put in the place of its own words. */
function wordsOf({ texts }: Appearance, language: Language): Words & { launcherText: string | undefined } {
  const own = WORDS[language];
  const { title, greeting, launcher } = texts[language];
  return { ...own, bot: title || own.bot, greeting: greeting ?? own.greeting, launcherText: launcher };
}

/** The line beside the launcher comes after a while, once in this browser, and only to who has not chatted yet. */
function useGreeting(shelf: Shelf, welcome: boolean, after_ms: number): [boolean, () => void] {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!welcome || shelf.get(GREETED)) return;
    const timer = setTimeout(() => {
      shelf.set(GREETED, '1');
      setShown(true);
    }, after_ms);
    return () => clearTimeout(timer);
  }, [welcome]);
  return [shown && welcome, () => setShown(false)];
}

/** Into the chat when it opens, back to where it came from when it closes. */
function useFocus(host: HTMLElement, open: boolean, fill: Fill | undefined, takes: boolean) {
  const launcher = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const before = useRef<Element | null>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (!takes) return;
    if (open) {
      // On a phone the keyboard would cover half of the conversation that the customer came to read.
      (isPhone() && !fill ? panel.current : (input.current ?? panel.current))?.focus({ preventScroll: true });
    } else if (wasOpen.current) {
      const origin = before.current;
      (origin instanceof HTMLElement && origin.isConnected && origin !== document.body ? origin : launcher.current)?.focus({ preventScroll: true });
    }
    wasOpen.current = open;
  }, [open, fill]);
  const rememberFocus = (): void => {
    if (wasOpen.current) return;
    // Seen from the page, focus on our launcher is focus on the host.
    before.current = document.activeElement === host ? null : document.activeElement;
  };
  return { launcher, panel, input, rememberFocus };
}

function useReading(chat: Chat, open: boolean): void {
  useEffect(() => {
    const look = (): void => chat.read(open && !document.hidden);
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [chat, open]);
}
