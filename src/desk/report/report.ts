import { instantOf } from '../../base/day.ts';
import { LIMITS } from '../../base/limits.ts';
import type { Report, ReportQuery } from '../../contract/desk/report.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { listPersons } from '../../storage/person.ts';
import { countDoneTickets, countForbidden, countReasons, intentsIn, sumsBy, sumsOf, type ReportFilter, type Sums } from '../../storage/report.ts';
import { listTeams } from '../../storage/team.ts';
import { figuresOf, share } from './figures.ts';

const DAY_MS = 86_400_000;
/** What stands in a query for "those that belong to none". */
const NONE = 'none';

const NOTHING: Sums = {
  conversations: 0, handedOver: 0, served: 0, resolvable: 0, resolved: 0, recent: 0, waits: 0, wait_ms: 0, firstReplies: 0, firstReply_ms: 0, replies: 0,
  reply_ms: 0, lateReplies: 0, handling_ms: 0, firstOwed: 0, firstKept: 0, ratings: 0, satisfied: 0, scores: 0, recommends: 0, promoters: 0, detractors: 0,
};

/** What can be said of the conversations that ended in some days of the desk's time zone, and of as many days just before. */
export async function reportOn(runtime: Runtime, query: ReportQuery): Promise<Report> {
  const { storage: { read }, clock, timeZone } = runtime;
  const { from, to, by } = query;
  const filter: ReportFilter = { from, to, intent: noneOf(query.intent), team: noneOf(query.team), agent: noneOf(query.agent) };
  const recentSince_ms = clock.now_ms() - LIMITS.return_ms;
  const names = await namesOf(runtime);
  const sums = await sumsOf(read, filter, recentSince_ms);
  const before = await sumsOf(read, { ...filter, ...daysBefore(from, to) }, recentSince_ms);
  const groups = await sumsBy(read, by, filter, recentSince_ms);
  const tickets = await countDoneTickets(read, instantOf(from, '00:00', timeZone), instantOf(to, '24:00', timeZone));
  const intents = await intentsIn(read, filter);
  return {
    figures: figuresOf(sums),
    before: figuresOf(before),
    groups: by === 'day' ? everyDay(from, to, groups) : ordered(groups).map(({ key, sums: own }) => ({ key, name: names[by].get(key) ?? null, figures: figuresOf(own) })),
    reasons: await countReasons(read, filter),
    tickets: { done: tickets.done, kept: share(tickets.inTime, tickets.done) },
    forbidden: await countForbidden(read, from, to),
    intents: intents.map((id) => ({ id, name: names.intent.get(id) ?? id })),
    teams: [...names.team].map(([id, name]) => ({ id, name })),
    agents: [...names.agent].map(([id, name]) => ({ id, name })),
  };
}

async function namesOf({ storage: { read }, serving }: Runtime): Promise<Record<'intent' | 'team' | 'agent', ReadonlyMap<string, string>>> {
  return {
    intent: serving.current().intentNames,
    team: new Map((await listTeams(read)).map(({ id, name }) => [id, name])),
    agent: new Map((await listPersons(read)).map(({ id, name, workerNumber }) => [id, `${name} ${workerNumber}`])),
  };
}

function noneOf(id: string | undefined): string | undefined {
  return id === NONE ? '' : id;
}

/** As many days, ending the day before. */
function daysBefore(from: string, to: string): { from: string; to: string } {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  return { from: dayAfter(from, -days), to: dayAfter(from, -1) };
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** A day without conversations is a day, too. */
function everyDay(from: string, to: string, groups: readonly { key: string; sums: Sums }[]): Report['groups'] {
  const known = new Map(groups.map(({ key, sums }) => [key, sums]));
  const days: Report['groups'] = [];
  for (let day = from; day <= to; day = dayAfter(day, 1)) days.push({ key: day, name: null, figures: figuresOf(known.get(day) ?? NOTHING) });
  return days;
}

function ordered(groups: { key: string; sums: Sums }[]): { key: string; sums: Sums }[] {
  return groups.sort((a, b) => b.sums.conversations - a.sums.conversations || (a.key < b.key ? -1 : 1));
}
