import type { Colleague, TeamAtWork } from '../contract/desk/routing.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { listAgents } from '../storage/routing.ts';
import { listTeams } from '../storage/team.ts';
import { capacityOf, presenceState } from './presence.ts';

/** Everybody who works at the desk with presence and load, and every team with how many of it take conversations now. */
export async function listColleagues(runtime: Runtime): Promise<{ colleagues: Colleague[]; teams: TeamAtWork[] }> {
  const { read } = runtime.storage;
  const now_ms = runtime.clock.now_ms();
  const colleagues = (await listAgents(read)).map((agent): Colleague => {
    const { person, presence, load, teams } = agent;
    const { id, name, workerNumber } = person;
    return { id, name, workerNumber, status: presenceState(agent, now_ms), load, capacity: capacityOf(runtime, presence), ownCapacity: presence?.capacity ?? null, teams: [...teams.keys()] };
  });
  const online = colleagues.filter(({ status }) => status === 'online');
  const teams = (await listTeams(read)).map(({ id, name }) => ({ id, name, online: online.filter((colleague) => colleague.teams.length === 0 || colleague.teams.includes(id)).length }));
  return { colleagues, teams };
}
