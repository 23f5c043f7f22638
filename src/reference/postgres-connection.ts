import { setTimeout } from "node:timers/promises";
import type { ClientBase, Pool, QueryConfig, QueryResultRow } from "pg";
import { isUnreachable, postgresError } from "./postgres-errors.js";
import { loadPostgres } from "./postgres-package.js";
import { createTables, formatOf, lockForWriting, requireUsable, requireUtf8 } from "./postgres-schema.js";
import type { StoreOptions } from "./sqlite-file.js";
import type { StoreAddress } from "./store-address.js";

/** How to open a store on PostgreSQL. */
export interface RemoteOptions extends StoreOptions {
  /** Milliseconds to wait before each new try of a reading step whose connection broke. */
  readonly pauses?: readonly number[];
}

/** Connections of one store: a document needs one for a moment. */
const MOST_CONNECTIONS = 4;
/** Milliseconds in which a connection must be there. */
const PATIENCE = 15_000;
/** A server that restarts is back within half a minute; a run over days should outlive that. */
const PAUSES = [100, 500, 2000, 5000, 10_000, 10_000];

/**
 * What every connection begins with. All statements are look-ups by index, also when the tables are new and the server
 * has no statistics of them; none is worth compiling.
 */
const SETTINGS =
  "SET jit = off; SET work_mem = '32MB'; SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off";

/** Connections to one store's server; errors are UnspinErrors. */
export class PostgresConnection {
  private constructor(
    private readonly address: StoreAddress,
    private readonly pool: Pool,
    private readonly pauses: readonly number[],
  ) {}

  /** @throws UnspinError when there is no server, no database, no store, or no right to use it. */
  static async open(address: StoreAddress, options: RemoteOptions): Promise<PostgresConnection> {
    const connection = new PostgresConnection(address, poolFor(address, options), options.pauses ?? PAUSES);
    try {
      await connection.checked((client) => prepareStore(client, address, options));
      return connection;
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  /** Rows of a statement that changes nothing; asked again when the connection breaks. */
  async read<Row extends QueryResultRow>(statement: QueryConfig): Promise<readonly Row[]> {
    for (let attempt = 0; ; attempt++) {
      try {
        return (await this.pool.query<Row>(statement)).rows;
      } catch (error) {
        const pause = isUnreachable(error) ? this.pauses[attempt] : undefined;
        if (pause === undefined) throw postgresError(error, this.address);
        await setTimeout(pause);
      }
    }
  }

  /** The error to show for one that came of what was read. */
  failure(error: unknown): unknown {
    return postgresError(error, this.address);
  }

  /** Does all of `work` or, should it fail, nothing; waits for other writers. */
  async write<T>(work: (client: ClientBase) => Promise<T>): Promise<T> {
    return this.checked(async (client) => {
      await client.query("BEGIN");
      await lockForWriting(client, this.address);
      const result = await work(client);
      await client.query("COMMIT");
      return result;
    });
  }

  async close(): Promise<void> {
    if (!this.pool.ending) await this.pool.end();
  }

  /** A connection on which something failed is not used again: the server takes back what was begun on it. */
  private async checked<T>(work: (client: ClientBase) => Promise<T>): Promise<T> {
    try {
      const client = await this.pool.connect();
      try {
        const result = await work(client);
        client.release();
        return result;
      } catch (error) {
        client.release(true);
        throw error;
      }
    } catch (error) {
      throw postgresError(error, this.address);
    }
  }
}

function poolFor(address: StoreAddress, { readonly = false }: RemoteOptions): Pool {
  const pool = new (loadPostgres().Pool)({
    connectionString: address.connection,
    application_name: "unspin",
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: PATIENCE,
    keepAlive: true,
    // A store that nobody closed keeps nobody from leaving.
    allowExitOnIdle: true,
    onConnect: async (client: ClientBase) => {
      await client.query(readonly ? `${SETTINGS}; SET default_transaction_read_only = on` : SETTINGS);
    },
  });
  // An idle connection that breaks is replaced by the next step, which says so if it cannot be.
  pool.on("error", () => undefined);
  return pool;
}

async function prepareStore(client: ClientBase, address: StoreAddress, options: RemoteOptions): Promise<void> {
  const { readonly = false, create = true } = options;
  await requireUtf8(client, address);
  const mayMake = !readonly && create;
  if (mayMake && (await formatOf(client, address)) === undefined) await createTables(client, address);
  await requireUsable(client, address);
}
