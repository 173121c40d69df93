import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChatView } from '../chatView.ts';
import type { Words } from '../words.ts';
import { Avatar } from './Avatar.tsx';
import { Icon } from './Icon.tsx';
import { useLanguage } from './language.ts';

interface Props {
  view: ChatView;
  onAgent(): void;
  onLeave(): void;
  onLanguage(): void;
  onClose(): void;
}

/** Who is serving, whether they are there, and the ways out: to a person, to the menu, to the page. */
export function Header({ view, onAgent, onLeave, onLanguage, onClose }: Props) {
  const { words } = useLanguage();
  const { state, agent } = view.status;
  const served = state === 'agent' ? agent : undefined;
  const there = view.link === 'online' && state !== 'closed';
  return (
    <div class="header">
      <Avatar name={served?.name} />
      <div class="who">
        <h2 id="who">
          <bdi>{served?.name ?? words.bot}</bdi>
          {served && <span class="worker">{words.worker(served.workerNumber)}</span>}
        </h2>
        <p class={there ? 'presence there' : 'presence'}>{presence(view, words)}</p>
      </div>
      {(state === 'bot' || state === 'queued') && (
        <button type="button" class="agent" disabled={state === 'queued'} onClick={onAgent}>
          <Icon name="person" />
          {state === 'queued' ? words.queuedShort : words.agent}
        </button>
      )}
      <Menu queued={state === 'queued'} onLeave={onLeave} onLanguage={onLanguage} />
      <button type="button" class="quiet" aria-label={words.close} title={words.close} onClick={onClose}>
        <Icon name="close" />
      </button>
    </div>
  );
}

function presence({ link, synced, status }: ChatView, words: Words): string {
  if (link === 'lost' && synced) return words.offline;
  if (link !== 'online') return words.connecting;
  return { bot: words.online, queued: words.queued, agent: words.serving, closed: words.ended }[status.state];
}

function Menu({ queued, onLeave, onLanguage }: { queued: boolean; onLeave(): void; onLanguage(): void }) {
  const { words } = useLanguage();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const root = box.current!.getRootNode();
    const closeOutside = (event: Event): void => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    root.addEventListener('pointerdown', closeOutside);
    return () => root.removeEventListener('pointerdown', closeOutside);
  }, [open]);

  const choose = (action: () => void) => () => {
    setOpen(false);
    button.current?.focus();
    action();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open) return;
    // Escape leaves the innermost thing only.
    event.stopPropagation();
    choose(() => undefined)();
  };
  return (
    <div class="menu" ref={box} onKeyDown={onKeyDown}>
      <button type="button" class="quiet" ref={button} aria-label={words.menu} title={words.menu} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="more" />
      </button>
      {open && (
        <div class="menu-list">
          {queued && (
            <button type="button" onClick={choose(onLeave)}>
              <Icon name="close" />
              {words.leave}
            </button>
          )}
          <button type="button" lang={words.other === 'English' ? 'en' : 'zh'} onClick={choose(onLanguage)}>
            <Icon name="language" />
            {words.other}
          </button>
        </div>
      )}
    </div>
  );
}
