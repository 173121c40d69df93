import type { Person } from '../storage/person.ts';

/** A colleague in a line of the history: name and worker number. */
export function fullName({ name, workerNumber }: Pick<Person, 'name' | 'workerNumber'>): string {
  return `${name}（${workerNumber}）`;
}
