import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasPostgres, type PostgresServer, startPostgres } from "./postgres.js";

describe.skipIf(!hasPostgres())("the tests' own PostgreSQL server (needs PostgreSQL installed)", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres({ max_connections: "7" });
  });
  afterAll(() => server.discard());

  const ask = (question: string) => spawnSync("psql", ["-Atc", question, server.url()], { encoding: "utf8" });

  test("answers with the settings asked for, and keeps its data over a restart", async () => {
    expect(ask("SHOW max_connections").stdout).toBe("7\n");
    expect(ask("CREATE TABLE kept AS SELECT 42 AS answer").status).toBe(0);
    await server.halt();
    expect(ask("SELECT 1").stderr).toMatch(/refused/);
    await server.start();
    expect(ask("SELECT answer FROM kept").stdout).toBe("42\n");
  });
});
