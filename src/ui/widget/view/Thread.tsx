import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { RateRequest } from '../../../contract/visitor.ts';
import type { ChatView } from '../chatView.ts';
import { dayName } from '../day.ts';
import { currentOptions, toRows } from '../rows.ts';
import { Avatar } from './Avatar.tsx';
import { Bubbles } from './Bubbles.tsx';
import { Icon } from './Icon.tsx';
import { useLanguage } from './language.ts';

interface Props {
  view: ChatView;
  onSend(text: string): void;
  onFile(key: string): Promise<Blob>;
  onRate(request: RateRequest): Promise<void>;
  onRetry(clientId: string): void;
  onDiscard(clientId: string): void;
}

/** Messages drawn at first; a long history is opened piece by piece. */
const SHOWN = 150;
/** So close to the end counts as being there. */
const NEAR_PX = 60;

/** The conversation itself: it follows its end as long as the reader is there, and never tears away one who reads above. */
export function Thread({ view, onSend, onFile, onRate, onRetry, onDiscard }: Props) {
  const { language, words } = useLanguage();
  const [shown, setShown] = useState(SHOWN);
  const { messages, unsent } = view;
  const rows = useMemo(() => toRows(messages.slice(-shown), unsent), [messages, unsent, shown]);
  const options = currentOptions(view);
  const typing = view.typing ?? (isBotAtWork(view) ? 'bot' : undefined);
  const newest = messages[messages.length - 1]?.seq ?? 0;
  const { scroller, away, toEnd, onScroll, keepPlace } = useEnd(rows, newest, unsent.length, typing);
  const showEarlier = (): void => {
    keepPlace();
    setShown(shown + SHOWN);
  };
  const agentName = typing === 'agent' ? view.status.agent?.name : undefined;
  return (
    <div class="thread">
      <div class="log" ref={scroller} role="log" aria-live="off" aria-label={words.log} tabIndex={0} onScroll={onScroll}>
        {messages.length > shown ? (
          <button type="button" class="link earlier" onClick={showEarlier}>
            {words.earlier}
          </button>
        ) : (
          <div class="intro">
            <Avatar name={undefined} />
            <p>{words.intro}</p>
          </div>
        )}
        {rows.map((row) =>
          row.kind === 'day' ? (
            <p class="day" key={row.key}>
              <span>{dayName(row.at, language)}</span>
            </p>
          ) : row.kind === 'notice' ? (
            <p class="notice" key={row.key} dir="auto">
              {row.text}
            </p>
          ) : (
            <Bubbles key={row.key} group={row} rating={view.rating} read={view.status.read ?? 0} onFile={onFile} onRate={onRate} onRetry={onRetry} onDiscard={onDiscard} />
          ),
        )}
        {typing && (
          <div class="group typing">
            <Avatar name={agentName} />
            <p class="bubble dots">
              <i />
              <i />
              <i />
              <span class="hidden">{words.writing(agentName ?? words.bot)}</span>
            </p>
          </div>
        )}
        {options.length > 0 && (
          <div class="options" role="group" aria-label={words.options}>
            {options.map(({ label, text }) => (
              <button type="button" class="chip" key={label} onClick={() => onSend(text)}>
                {label}
              </button>
            ))}
          </div>
        )}
      </div>
      {away && (
        <button type="button" class="newest" onClick={toEnd}>
          <Icon name="down" />
          {words.newest}
        </button>
      )}
      <Announcer view={view} />
    </div>
  );
}

/** The bot answers while it takes a message in, so that it is at work as long as one is on its way. */
function isBotAtWork({ status, link, unsent }: ChatView): boolean {
  return status.state === 'bot' && link === 'online' && unsent.some((item) => !item.failed && !item.seq);
}

/** Keeps a scrolling box at its end. `away`: something new stands below what the reader looks at. */
function useEnd(rows: readonly unknown[], newest: number, ownCount: number, typing: string | undefined) {
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  /** Distance from the end that the next drawing has to keep, because what comes in comes in above. */
  const fromEnd = useRef<number | undefined>(undefined);
  const previous = useRef({ newest, ownCount });
  const [away, setAway] = useState(false);
  const toEnd = (): void => {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
    atEnd.current = true;
    setAway(false);
  };
  const onScroll = (): void => {
    const box = scroller.current;
    // A hidden box has no height; what it reports then says nothing about the reader.
    if (!box?.clientHeight) return;
    atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    if (atEnd.current) setAway(false);
  };
  const keepPlace = (): void => {
    const box = scroller.current!;
    fromEnd.current = box.scrollHeight - box.scrollTop;
  };
  useLayoutEffect(() => {
    const before = previous.current;
    previous.current = { newest, ownCount };
    if (fromEnd.current !== undefined) {
      scroller.current!.scrollTop = scroller.current!.scrollHeight - fromEnd.current;
      fromEnd.current = undefined;
    } else if (atEnd.current || ownCount > before.ownCount) toEnd();
    else if (newest > before.newest) setAway(true);
  }, [rows]);
  // The dots come and go below the last bubble; they are no news.
  useLayoutEffect(() => void (atEnd.current && toEnd()), [typing]);
  useEffect(() => {
    if (typeof ResizeObserver === 'undefined') return;
    // The keyboard of a phone, a banner, or the panel being opened changes the height.
    const observer = new ResizeObserver(() => atEnd.current && toEnd());
    observer.observe(scroller.current!);
    return () => observer.disconnect();
  }, []);
  return { scroller, away, toEnd, onScroll, keepPlace };
}

/** Reads out what arrives from others while the page is open; the history stays silent. */
function Announcer({ view }: { view: ChatView }) {
  const { words } = useLanguage();
  const heard = useRef(-1);
  const [text, setText] = useState('');
  useEffect(() => {
    if (!view.synced) return void (heard.current = -1);
    const news = view.messages.filter(({ seq, from }) => seq > heard.current && from !== 'customer');
    const isHistory = heard.current < 0;
    heard.current = view.messages[view.messages.length - 1]?.seq ?? 0;
    if (isHistory || news.length === 0) return;
    setText(news.map((message) => `${message.agent?.name ?? (message.from === 'bot' ? words.bot : '')} ${message.text}`).join('\n'));
  }, [view.messages, view.synced]);
  return (
    <div class="hidden" aria-live="polite">
      {text}
    </div>
  );
}
