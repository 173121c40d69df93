import type { TicketDetail } from '../../../contract/desk/tickets.ts';
import { TICKET_PREFIXES, type TicketKind } from '../../../contract/ticket.ts';
import type { TicketPeople } from '../api/tickets.ts';

/** What people do with a ticket in a form of its own, by the last part of its address. */
export type Deed = 'assign' | 'correct' | 'progress' | 'comments' | 'proposal' | 'decision' | 'report' | 'report-answer' | 'merge' | 'result' | 'satisfaction' | 'reopen';

type Words = (key: string, values?: Record<string, unknown>) => string;
export type Values = Record<string, string | boolean>;
export type Choice = { value: string; label: string };

/** A question of a form; its answer goes into the request under its name. */
export type Field = {
  name: string;
  label: string;
  type: 'long' | 'short' | 'choice' | 'check';
  initial: string | boolean;
  hint?: string;
  optional?: boolean;
  choices?: Choice[];
};

export const KINDS = Object.keys(TICKET_PREFIXES) as TicketKind[];
const SATISFACTIONS = ['satisfied', 'neutral', 'dissatisfied', 'unreached'] as const;

/** Which words name a deed. */
export function nameOf(deed: Deed): string {
  return { comments: 'comment', 'report-answer': 'answer' }[deed as string] ?? deed;
}

export function fieldsOf(deed: Deed, ticket: TicketDetail, people: TicketPeople | null, t: Words): Field[] {
  const form = (key: string) => t(`tickets.form.${key}`);
  const long = (name: string, label: string, hint?: string): Field => ({ name, label, type: 'long', initial: '', ...(hint !== undefined && { hint }) });
  switch (deed) {
    case 'assign':
      return [
        { name: 'to', label: form('to'), type: 'choice', initial: '', choices: receivers(people, t) },
        { ...long('note', form('note')), optional: true },
      ];
    case 'correct':
      return [
        { name: 'kind', label: t('tickets.field.kind'), type: 'choice', initial: ticket.kind, hint: form('kindHint'), choices: KINDS.map((kind) => ({ value: kind, label: t(`tickets.kind.${kind}`) })) },
        { ...long('content', t('tickets.field.content')), initial: ticket.content },
        { ...long('reason', t('tickets.field.reason')), initial: ticket.reason ?? '', optional: true },
        { ...long('wish', t('tickets.field.wish')), initial: ticket.wish ?? '', optional: true },
        { name: 'contact', label: t('tickets.field.contact'), type: 'short', initial: '', hint: form('contactKeep'), optional: true },
        { name: 'urgent', label: form('urgent'), type: 'check', initial: ticket.urgent },
      ];
    case 'progress': return [long('text', form('progress'), form('progressHint'))];
    case 'comments': return [long('text', form('comment'), form('commentHint'))];
    case 'proposal':
      return [
        { ...long('text', form('proposal')), initial: ticket.proposal ?? '', ...(ticket.needsApproval && { hint: form('needsApproval') }) },
        ...(ticket.needsApproval ? [] : [{ name: 'askApproval', label: form('askApproval'), type: 'check', initial: false } as const]),
      ];
    case 'decision':
      return [
        { name: 'approved', label: form('decision'), type: 'choice', initial: '', choices: [{ value: 'yes', label: form('approve') }, { value: 'no', label: form('refuse') }] },
        long('note', form('decisionNote')),
      ];
    case 'report': return (['happened', 'cause', 'done', 'proposal'] as const).map((name) => ({ ...long(name, t(`tickets.report.${name}`)), initial: ticket.report?.[name] ?? '' }));
    case 'report-answer': return [long('text', form('answer'))];
    case 'merge': return [{ name: 'into', label: form('into'), type: 'short', initial: '', hint: form('intoHint') }];
    case 'result':
      return [
        { ...long('result', form('result'), form('resultHint')) },
        { name: 'satisfaction', label: t('tickets.field.satisfaction'), type: 'choice', initial: '', optional: true, choices: satisfactions(t) },
      ];
    case 'satisfaction': return [{ name: 'satisfaction', label: t('tickets.field.satisfaction'), type: 'choice', initial: '', choices: satisfactions(t) }];
    case 'reopen': return [long('reason', form('reason'))];
  }
}

function satisfactions(t: Words): Choice[] {
  return SATISFACTIONS.map((value) => ({ value, label: t(`tickets.satisfactions.${value}`) }));
}

const TO_ALL = 'team:';

/** Teams first, then people with their teams. */
function receivers(people: TicketPeople | null, t: Words): Choice[] {
  if (people === null) return [];
  const teams = new Map(people.teams.map(({ id, name }) => [id, name]));
  return [
    { value: TO_ALL, label: t('tickets.form.toAll') },
    ...people.teams.map(({ id, name }) => ({ value: `${TO_ALL}${id}`, label: t('tickets.form.toTeam', { team: name }) })),
    ...people.people.map(({ id, name, workerNumber, teams: theirs }) => {
      const of = theirs.map((team) => teams.get(team) ?? team).join('、');
      return { value: `person:${id}`, label: `${name}（${workerNumber}）${of === '' ? '' : ` ${of}`}` };
    }),
  ];
}

/** The fields that still have to be filled in. */
export function missing(fields: Field[], values: Values): string[] {
  return fields.filter(({ name, type, optional }) => type !== 'check' && optional !== true && String(values[name] ?? '').trim() === '').map(({ name }) => name);
}

/** The body of the request. */
export function bodyOf(deed: Deed, ticket: TicketDetail, values: Values): object {
  const text = (name: string) => String(values[name] ?? '').trim();
  const given = (name: string) => (text(name) === '' ? {} : { [name]: text(name) });
  const { rev } = ticket;
  switch (deed) {
    case 'assign': {
      const to = text('to');
      const target = to.startsWith(TO_ALL) ? { team: to === TO_ALL ? null : to.slice(TO_ALL.length) } : { personId: to.slice('person:'.length) };
      return { rev, ...target, ...given('note') };
    }
    case 'correct': {
      const orNull = (name: string) => (text(name) === '' ? null : text(name));
      return { rev, kind: text('kind'), content: text('content'), reason: orNull('reason'), wish: orNull('wish'), urgent: values['urgent'] === true, ...given('contact') };
    }
    case 'comments': return { text: text('text') };
    case 'progress':
    case 'report-answer': return { rev, text: text('text') };
    case 'proposal': return { rev, text: text('text'), askApproval: values['askApproval'] === true };
    case 'decision': return { rev, approved: text('approved') === 'yes', note: text('note') };
    case 'report': return { rev, happened: text('happened'), cause: text('cause'), done: text('done'), proposal: text('proposal') };
    case 'merge': return { rev, into: text('into').toUpperCase() };
    case 'result': return { rev, result: text('result'), ...given('satisfaction') };
    case 'satisfaction': return { rev, satisfaction: text('satisfaction') };
    case 'reopen': return { rev, reason: text('reason') };
  }
}

/** What this person can do with the ticket now: the one that comes next first, and all others. */
export function deedsFor(ticket: TicketDetail, selfId: string): { take: boolean; first: Deed[]; more: Deed[] } {
  const { may, state, mergedInto, assignee, incident, approval } = ticket;
  if (!may.change || mergedInto !== undefined) return { take: false, first: [], more: [] };
  if (state === 'done' || state === 'withdrawn') return { take: false, first: ['reopen'], more: [...(state === 'done' ? (['satisfaction'] as const) : []), 'comments'] };
  const take = assignee === undefined || (assignee.id !== selfId && may.decide);
  const first: Deed[] = [];
  if (may.decide && incident === 'waiting') first.push('report-answer');
  if (may.decide && approval === 'asked') first.push('decision');
  if (incident === 'needed') first.push('report');
  if (ticket.needsApproval && approval !== 'approved') first.push('proposal', 'progress');
  else first.push('progress', 'result');
  const all: Deed[] = ['comments', 'assign', 'proposal', 'correct', 'merge'];
  return { take, first, more: all.filter((deed) => !first.includes(deed)) };
}
