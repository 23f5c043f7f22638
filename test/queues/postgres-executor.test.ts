import { afterAll, beforeAll, describe } from "vitest";
import { describeExecutor } from "../runs/executor-contract.js";
import { hasPostgres, type PostgresServer, startPostgres } from "../servers/postgres.js";
import { expectCut, openBoth, SMALL } from "./opened.js";

describe.skipIf(!hasPostgres())("shards as jobs on PostgreSQL (needs PostgreSQL installed)", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.discard());

  describeExecutor("workers of a queue on PostgreSQL", {
    open: (working) => openBoth(working, { url: server.url(), shardBytes: SMALL }),
    cuts: expectCut,
  });
});
