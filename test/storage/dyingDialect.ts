import { CompiledQuery, type DatabaseConnection, type Dialect, type Driver, type QueryResult } from 'kysely';

/** A program that dies: its statements are counted, and from number `last` + 1 on none reaches the database any more, not even a rollback. */
export class Dying {
  statements = 0;
  readonly #last: number;

  constructor(last: number) {
    this.#last = last;
  }

  /** @throws Error once it is dead. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if ((this.statements += 1) > this.#last) throw new Error('killed');
    return work();
  }

  wrap(dialect: Dialect): Dialect {
    return {
      createDriver: () => this.#driver(dialect.createDriver()),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      createAdapter: () => dialect.createAdapter(),
      createIntrospector: (database) => dialect.createIntrospector(database),
    };
  }

  #driver(driver: Driver): Driver {
    const own = new Map<DatabaseConnection, DatabaseConnection>();
    /** With a transaction that is neither committed nor rolled back. */
    const open = new Set<DatabaseConnection>();
    const of = (connection: DatabaseConnection) => own.get(connection) as DatabaseConnection;
    return {
      init: () => driver.init(),
      acquireConnection: async () => {
        const connection = await driver.acquireConnection();
        const wrapped: DatabaseConnection = {
          executeQuery: <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => this.run(() => connection.executeQuery<Row>(query)),
          streamQuery: (query, size) => connection.streamQuery(query, size),
        };
        own.set(wrapped, connection);
        return wrapped;
      },
      beginTransaction: (connection, settings) =>
        this.run(async () => {
          await driver.beginTransaction(of(connection), settings);
          open.add(of(connection));
        }),
      commitTransaction: (connection) =>
        this.run(async () => {
          await driver.commitTransaction(of(connection));
          open.delete(of(connection));
        }),
      rollbackTransaction: (connection) => this.run(() => driver.rollbackTransaction(of(connection))),
      releaseConnection: (connection) => driver.releaseConnection(of(connection)),
      // What the database does itself with the transaction of a program that is gone; libsql keeps a connection's lock until its memory is collected.
      destroy: async () => {
        for (const connection of open) await connection.executeQuery(CompiledQuery.raw('rollback'));
        await driver.destroy();
      },
    };
  }
}
