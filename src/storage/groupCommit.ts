import { sql } from 'kysely';
import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import type { Storage } from './driver.ts';
import type { Database } from './schema.ts';

type Waiting = {
  work: (database: Database) => Promise<unknown>;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
};

/**
 * Runs transactions one after another on one connection, and commits those that were waiting at the same time together: one fsync
 * (about 5 ms) then serves many turns. Each keeps its own savepoint, so that one that fails takes back only itself. Nobody is
 * answered before the shared commit is durable.
 */
export function groupCommits(writer: Database): Storage['transaction'] {
  const waiting: Waiting[] = [];
  let draining = false;

  async function drain(): Promise<void> {
    draining = true;
    while (waiting.length > 0) await commitTogether(writer, waiting.splice(0, LIMITS.turnsPerCommit));
    draining = false;
  }

  return <Result>(work: (database: Database) => Promise<Result>) =>
    new Promise<Result>((resolve, reject) => {
      if (waiting.length >= LIMITS.turnsWaiting) return reject(new JiedaError('conversation.busy'));
      waiting.push({ work, resolve: resolve as (result: unknown) => void, reject });
      // Started in a microtask of its own: transactions that are asked for in the same tick share the commit.
      if (!draining) {
        draining = true;
        setImmediate(drain);
      }
    });
}

async function commitTogether(writer: Database, batch: Waiting[]): Promise<void> {
  try {
    const settle = await writer.connection().execute(async (connection) => {
      await sql`begin immediate`.execute(connection);
      try {
        const settled: (() => void)[] = [];
        for (const one of batch) settled.push(await runInSavepoint(connection, one));
        await sql`commit`.execute(connection);
        return settled;
      } catch (error) {
        await rollBack(connection);
        throw error;
      }
    });
    for (const answer of settle) answer();
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}

/** @returns what to tell the caller once the commit is durable. Throws only when the whole transaction is beyond use. */
async function runInSavepoint(connection: Database, { work, resolve, reject }: Waiting): Promise<() => void> {
  await sql`savepoint one`.execute(connection);
  try {
    const result = await work(connection);
    await sql`release one`.execute(connection);
    return () => resolve(result);
  } catch (error) {
    await sql`rollback to one`.execute(connection);
    await sql`release one`.execute(connection);
    return () => reject(error);
  }
}

async function rollBack(connection: Database): Promise<void> {
  try {
    await sql`rollback`.execute(connection);
  } catch (error) {
    // A full disk ends the transaction by itself; then there is nothing left to roll back, and the first error is the one to tell.
    if (!(error instanceof Error && /no transaction is active/.test(error.message))) throw error;
  }
}
