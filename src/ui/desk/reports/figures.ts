import type { Figures, Report } from '../../../contract/desk/report.ts';
import { duration, percent } from './format.ts';

type Say = (key: string, gaps?: Record<string, string | number>) => string;

/** A figure as its card shows it: its name's key, its value now and before, and a word beside it. */
export type Shown = { name: string; value: string; before: string | null; beside?: string };

type Of = { name: string; of: (figures: Figures) => string; beside?: (figures: Figures) => string | undefined };

/** Every figure that follows from conversations, in the order of the page and of the table. */
export function figureWords(t: Say): Of[] {
  const preliminary = ({ resolvedIsPreliminary, resolved }: Figures) => (resolvedIsPreliminary && resolved !== null ? t('report.preliminary') : undefined);
  return [
    { name: 'conversations', of: ({ conversations }) => String(conversations), beside: ({ served }) => t('report.ofServed', { n: served }) },
    { name: 'contained', of: ({ contained }) => percent(contained, t) },
    { name: 'escalated', of: ({ escalated }) => percent(escalated, t) },
    { name: 'resolved', of: ({ resolved }) => percent(resolved, t), beside: preliminary },
    { name: 'satisfied', of: ({ satisfied }) => percent(satisfied, t), beside: ({ score, ratings }) => (score === null ? undefined : t('report.mean', { score: score.toFixed(2), n: ratings })) },
    { name: 'wait', of: ({ wait_ms }) => duration(wait_ms, t) },
    { name: 'firstReply', of: ({ firstReply_ms }) => duration(firstReply_ms, t) },
    { name: 'reply', of: ({ reply_ms }) => duration(reply_ms, t) },
    { name: 'handling', of: ({ handling_ms }) => duration(handling_ms, t) },
    { name: 'firstKept', of: ({ firstKept }) => percent(firstKept, t) },
    { name: 'repliesKept', of: ({ repliesKept }) => percent(repliesKept, t) },
  ];
}

/** The cards of a report. */
export function cardsOf({ figures, before, tickets, forbidden }: Report, t: Say): Shown[] {
  const cards: Shown[] = figureWords(t).map(({ name, of, beside }) => {
    const word = beside?.(figures);
    return { name, value: of(figures), before: of(before), ...(word !== undefined && { beside: word }) };
  });
  cards.push({ name: 'tickets', value: percent(tickets.kept, t), before: null, beside: t('report.count', { n: tickets.done }) });
  if (forbidden !== null) cards.push({ name: 'forbidden', value: String(forbidden), before: null });
  return cards;
}
