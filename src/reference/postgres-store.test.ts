import { afterAll, beforeAll, describe } from "vitest";
import { storeContract } from "../../test/reference/store-contract.js";
import { hasPostgres, PATIENCE, type PostgresServer, startPostgres } from "../../test/servers/postgres.js";
import { openPostgresStore } from "./postgres-store.js";
import type { RemoteStore } from "./store.js";

describe.skipIf(!hasPostgres())("on a server (needs PostgreSQL installed)", () => {
  const open: RemoteStore[] = [];
  let server: PostgresServer;
  let stores = 0;
  beforeAll(async () => {
    server = await startPostgres();
  }, PATIENCE);
  afterAll(() => server.discard());

  storeContract("the PostgreSQL store", {
    open() {
      stores += 1;
      return this.again();
    },
    async again() {
      const store = await openPostgresStore(`${server.url()}?schema=store_${stores}`);
      open.push(store);
      return store;
    },
    async discard() {
      for (const store of open.splice(0)) await store.close();
    },
  });
});
