import type { Migration } from 'kysely';
import type { Engine } from '../driver.ts';
import { first } from './001-first.ts';
import { tickets } from './002-tickets.ts';
import { people } from './003-people.ts';
import { routing } from './004-routing.ts';
import { work } from './005-work.ts';
import { forbidden } from './006-forbidden.ts';
import { ticketsDesk } from './007-tickets-desk.ts';
import { quality } from './008-quality.ts';
import { studio } from './009-studio.ts';
import { job } from './010-job.ts';
import { sentences } from './011-sentences.ts';
import { evaluation } from './012-evaluation.ts';
import { shadow } from './013-shadow.ts';
import { integration } from './014-integration.ts';
import { rights } from './015-rights.ts';
import { live } from './017-live.ts';
import { recommend } from './020-recommend.ts';
import { erasure } from './021-erasure.ts';
import { look } from './022-look.ts';
import { questions } from './016-questions.ts';

/** All migrations in their order. The list only grows: a landed migration is never changed. */
export function migrationsFor(engine: Engine): Record<string, Migration> {
  return {
    '001-first': first(engine),
    '002-tickets': tickets(engine),
    '003-people': people(engine),
    '004-routing': routing(engine),
    '005-work': work(engine),
    '006-forbidden': forbidden(),
    '007-tickets-desk': ticketsDesk(),
    '008-quality': quality(),
    '009-studio': studio(),
    '010-job': job(),
    '011-sentences': sentences(engine),
    '012-evaluation': evaluation(),
    '013-shadow': shadow(),
    '014-integration': integration(engine),
    '015-rights': rights(),
    '016-questions': questions(),
    '017-live': live(),
    '020-recommend': recommend(),
    '021-erasure': erasure(),
    '022-look': look(engine),
  };
}
