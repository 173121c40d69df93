import { useState } from 'preact/hooks';
import type { TicketCard as Ticket } from '../../../contract/message.ts';
import { clockTime, dayName } from '../day.ts';
import { Icon } from './Icon.tsx';
import { useLanguage } from './language.ts';

/** What was recorded for the customer: its number to ask by, and until when an answer comes. */
export function TicketCard({ card }: { card: Ticket }) {
  const { language, words } = useLanguage();
  const [copied, setCopied] = useState(false);
  const due_ms = card.dueAt === undefined ? undefined : Date.parse(card.dueAt);
  const isOpen = card.state === 'open' || card.state === 'working';
  const copy = (): void => {
    // Where the browser refuses, the number stands there to be read.
    navigator.clipboard?.writeText(card.number).then(() => setCopied(true), () => undefined);
  };
  return (
    <section class="card" aria-label={`${words.tickets[card.kind]} ${card.number}`}>
      <div class="card-head">
        <span class="card-number">
          {words.tickets[card.kind]} <b>{card.number}</b>
        </span>
        <span class={`state ticket-${card.state}`}>{words.ticketStates[card.state]}</span>
      </div>
      <p class="matter">
        <bdi>{card.content}</bdi>
      </p>
      <div class="card-foot">
        {due_ms !== undefined && isOpen && (
          <span class="due">
            <Icon name="clock" />
            {words.due(`${dayName(due_ms, language, false)} ${clockTime(due_ms, language)}`)}
          </span>
        )}
        <button type="button" class="link" onClick={copy}>
          {copied ? words.copied : words.copy}
        </button>
      </div>
    </section>
  );
}
