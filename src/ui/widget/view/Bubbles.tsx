import type { RateRequest, Rating } from '../../../contract/visitor.ts';
import { clockTime, dayName } from '../day.ts';
import { piecesOf } from '../pieces.ts';
import type { Group, Line } from '../rows.ts';
import { Avatar } from './Avatar.tsx';
import { FileView } from './FileView.tsx';
import { Icon } from './Icon.tsx';
import { useLanguage } from './language.ts';
import { OrderCard } from './OrderCard.tsx';
import { RatingCard } from './RatingCard.tsx';
import { TicketCard } from './TicketCard.tsx';

interface Props {
  group: Group;
  rating: Rating | undefined;
  /** How far the person who serves has read. */
  read: number;
  onFile(key: string): Promise<Blob>;
  onRate(request: RateRequest): Promise<void>;
  onRetry(clientId: string): void;
  onDiscard(clientId: string): void;
}

/** The bubbles of one author, with avatar and name on top and the time of the last below. */
export function Bubbles({ group, rating, read, onFile, onRate, onRetry, onDiscard }: Props) {
  const { words } = useLanguage();
  const own = group.from === 'customer';
  const last = group.lines[group.lines.length - 1]!;
  return (
    <div class={own ? 'group own' : 'group'}>
      {!own && <Avatar name={group.agent?.name} />}
      <div class="lines">
        <p class={own ? 'author hidden' : 'author'}>
          <bdi>{own ? words.you : (group.agent?.name ?? words.bot)}</bdi>
          {group.agent && ` · ${words.worker(group.agent.workerNumber)}`}
        </p>
        {group.lines.map((line) => (
          <Bubble key={line.key} line={line} rating={rating} onFile={onFile} onRate={onRate} onRetry={onRetry} onDiscard={onDiscard} />
        ))}
        {last.progress !== 'failed' && !group.answeredAtOnce && <Progress line={last} own={own} isRead={last.seq !== undefined && last.seq <= read} />}
      </div>
    </div>
  );
}

function Bubble({ line, rating, onFile, onRate, onRetry, onDiscard }: Omit<Props, 'group' | 'read'> & { line: Line }) {
  const { language, words } = useLanguage();
  return (
    <>
      {line.text && (
        <div class="bubble" dir="auto" title={`${dayName(line.at, language)} ${clockTime(line.at, language)}`}>
          {piecesOf(line.text).map(({ text, href }) =>
            href ? (
              <a href={href} target="_blank" rel="noopener noreferrer">
                {text}
              </a>
            ) : (
              text
            ),
          )}
        </div>
      )}
      {line.file && <FileView file={line.file} onFile={onFile} />}
      {line.card?.type === 'order' && <OrderCard card={line.card} />}
      {line.card?.type === 'ticket' && <TicketCard card={line.card} />}
      {line.card?.type === 'rating' && <RatingCard rating={rating} onRate={onRate} />}
      {line.progress === 'failed' && (
        <p class="failed">
          <Icon name="alert" />
          {words.failed}
          <button type="button" class="link" onClick={() => onRetry(line.key)}>
            {words.retry}
          </button>
          <button type="button" class="link" onClick={() => onDiscard(line.key)}>
            {words.discard}
          </button>
        </p>
      )}
    </>
  );
}

function Progress({ line, own, isRead }: { line: Line; own: boolean; isRead: boolean }) {
  const { language, words } = useLanguage();
  const sending = line.progress === 'sending';
  return (
    <p class="progress">
      <time dateTime={new Date(line.at).toISOString()}>{clockTime(line.at, language)}</time>
      {own && (
        <span class={line.progress} title={sending ? words.sending : isRead ? words.read : words.sent}>
          <Icon name={sending ? 'clock' : 'check'} />
          <span class={isRead ? '' : 'hidden'}>{sending ? words.sending : isRead ? words.read : words.sent}</span>
        </span>
      )}
    </p>
  );
}
