import type { Figures, Report } from '../../../contract/desk/report.ts';
import { duration, percent } from './format.ts';

type Say = (key: string, gaps?: Record<string, string | number>) => string;

/** A figure as its card shows it: its name's key, its value now and before, and a word beside it. */
export type Shown = { name: string; value: string; before: string | null; beside?: string };

type Figure = { name: string; say: (figures: Figures) => string; beside?: (figures: Figures) => string | undefined };

/** Every figure that follows from conversations, in the order of the page and of the table. */
export function figureWords(t: Say): Figure[] {
  const preliminary = ({ resolvedIsPreliminary, resolved }: Figures) => (resolvedIsPreliminary && resolved !== null ? t('report.preliminary') : undefined);
  return [
    { name: 'conversations', say: ({ conversations }) => String(conversations), beside: ({ served }) => t('report.ofServed', { n: served }) },
    { name: 'contained', say: ({ contained }) => percent(contained, t) },
    { name: 'escalated', say: ({ escalated }) => percent(escalated, t) },
    { name: 'resolved', say: ({ resolved }) => percent(resolved, t), beside: preliminary },
    { name: 'satisfied', say: ({ satisfied }) => percent(satisfied, t), beside: ({ score, ratings }) => (score === null ? undefined : t('report.mean', { score: score.toFixed(2), n: ratings })) },
    { name: 'nps', say: ({ nps }) => (nps === null ? t('report.noData') : String(Math.round(nps))), beside: ({ recommends }) => (recommends === 0 ? undefined : t('report.answers', { n: recommends })) },
    { name: 'wait', say: ({ wait_ms }) => duration(wait_ms, t) },
    { name: 'firstReply', say: ({ firstReply_ms }) => duration(firstReply_ms, t) },
    { name: 'reply', say: ({ reply_ms }) => duration(reply_ms, t) },
    { name: 'handling', say: ({ handling_ms }) => duration(handling_ms, t) },
    { name: 'firstKept', say: ({ firstKept }) => percent(firstKept, t) },
    { name: 'repliesKept', say: ({ repliesKept }) => percent(repliesKept, t) },
  ];
}

/** The cards of a report. */
export function cardsOf({ figures, before, tickets, forbidden }: Report, t: Say): Shown[] {
  const cards: Shown[] = figureWords(t).map(({ name, say, beside }) => {
    const word = beside?.(figures);
    return { name, value: say(figures), before: say(before), ...(word !== undefined && { beside: word }) };
  });
  cards.push({ name: 'tickets', value: percent(tickets.kept, t), before: null, beside: t('report.count', { n: tickets.done }) });
  cards.push({ name: 'forbidden', value: String(forbidden), before: null });
  return cards;
}
