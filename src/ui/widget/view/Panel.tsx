import type { RefObject } from 'preact';
import type { Chat } from '../chat.ts';
import type { ChatView } from '../chatView.ts';
import { Banner } from './Banner.tsx';
import { Composer, type Fill } from './Composer.tsx';
import { Header } from './Header.tsx';
import { useLanguage } from './language.ts';
import { Thread } from './Thread.tsx';
import { keepFocusInside } from './focus.ts';

interface Props {
  chat: Chat;
  view: ChatView;
  open: boolean;
  fill: Fill | undefined;
  panel: RefObject<HTMLDivElement | null>;
  input: RefObject<HTMLTextAreaElement | null>;
  onLanguage(): void;
  onClose(): void;
}

/** The chat itself. It stays in the page when closed, so that a draft and the place in the history are still there. */
export function Panel({ chat, view, open, fill, panel, input, onLanguage, onClose }: Props) {
  const { words } = useLanguage();
  const leave = (): void => void chat.leaveQueue();
  const startOver = (): void => {
    chat.startOver();
    // The button goes away; the focus must not go with it.
    panel.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.isComposing) onClose();
    else if (event.key === 'Tab') keepFocusInside(panel.current!, event);
  };
  return (
    <div class="panel" ref={panel} role="dialog" aria-label={words.chat} tabIndex={-1} hidden={!open} onKeyDown={onKeyDown}>
      <Header view={view} onAgent={() => chat.send(AGENT_WISH, 'request_agent')} onLeave={leave} onLanguage={onLanguage} onClose={onClose} />
      <Banner view={view} onLeave={leave} onMessage={() => chat.send(MESSAGE_WISH)} />
      <Thread
        view={view}
        onSend={(text) => chat.send(text)}
        onFile={(key) => chat.file(key)}
        onRate={(request) => chat.rate(request)}
        onRetry={(clientId) => chat.retry(clientId)}
        onDiscard={(clientId) => chat.discard(clientId)}
      />
      {view.status.state === 'closed' ? (
        <div class="ended">
          <p>{words.thanks}</p>
          <button type="button" class="primary" onClick={startOver}>
            {words.again}
          </button>
        </div>
      ) : (
        <Composer input={input} fill={fill} toAgent={view.status.state === 'agent'} onAttach={view.status.state === 'bot' ? undefined : (file) => chat.attach(file)} onSend={(text) => chat.send(text)} preview={view.status.typingSeen === true} onTyping={(text) => chat.tellTyping(text)} />
      )}
    </div>
  );
}

/** What the server writes for the button 转人工, in whatever language the button is labelled. */
const AGENT_WISH = '转人工';
/** What the button 留言 says for the customer; the dialogs know it. */
const MESSAGE_WISH = '我要留言';
