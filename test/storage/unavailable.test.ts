import { describe, expect, it } from '@jest/globals';
import { JiedaError } from '../../src/base/errors.ts';
import { toldOf } from '../../src/storage/unavailable.ts';

const failure = (message: string, code?: string): Error => Object.assign(new Error(message), code === undefined ? {} : { code });

describe('what the database says of itself', () => {
  it.each([
    failure('database or disk is full', 'SQLITE_FULL'),
    failure('disk I/O error', 'SQLITE_IOERR_WRITE'),
    failure('database is locked', 'SQLITE_BUSY'),
    failure('terminating connection due to administrator command', '57P01'),
    failure('the database system is starting up', '57P03'),
    failure('too many connections', '53300'),
    failure('connection failure', '08006'),
    failure('connect ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED'),
    failure('Connection terminated unexpectedly'),
  ])('counts as passing where waiting helps: %s', (error) => {
    const told = toldOf(error) as JiedaError;
    expect(told).toMatchObject({ code: 'storage.unavailable', status: 503, cause: error });
    expect(JSON.stringify(told.present())).not.toContain(error.message);
  });

  it.each([failure('UNIQUE constraint failed: person.login', 'SQLITE_CONSTRAINT_UNIQUE'), failure('duplicate key', '23505'), failure('canceling statement due to statement timeout', '57014'), failure('syntax error', '42601'), new JiedaError('conversation.closed')])(
    'stays what it is where the query is at fault: %s',
    (error) => expect(toldOf(error)).toBe(error),
  );
});
