import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { articles } from "../../test/reference/store-hazards.js";
import { hasPostgres, PASSWORD, PATIENCE, type PostgresServer, startPostgres } from "../../test/servers/postgres.js";
import { UnspinError } from "../errors.js";
import { loadPostgres } from "./postgres-package.js";
import { openPostgresStore } from "./postgres-store.js";
import type { RemoteStore } from "./store.js";

/** What another process runs: TypeScript needs to be built for it. */
const BUILT = fileURLToPath(new URL("../../dist/reference/postgres-store.js", import.meta.url));

test("without pg the message says how to get it", () => {
  expect(() => loadPostgres(createRequire("/none.js"))).toThrow(/which is not installed.*Install it: npm install pg/);
});

describe.skipIf(!hasPostgres())("a store on a server (needs PostgreSQL installed)", () => {
  let server: PostgresServer;
  let stores = 0;
  const opened: RemoteStore[] = [];
  beforeAll(async () => {
    server = await startPostgres({ log_statement: "all" });
  }, PATIENCE);
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    stores += 1;
  });
  afterAll(() => server.discard());

  const address = () => `${server.url()}?schema=hazard_${stores}`;
  const open = async (options = {}, at = address()) => {
    const store = await openPostgresStore(at, options);
    opened.push(store);
    return store;
  };
  const failure = async (work: Promise<unknown>) => {
    const error: unknown = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(UnspinError);
    expect((error as Error).message).not.toContain(PASSWORD);
    return (error as Error).message;
  };
  const administer = (sql: string) => {
    const { status, stderr } = spawnSync("psql", ["-v", "ON_ERROR_STOP=1", "-qAtc", sql, server.url()], {
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([0, ""]);
  };
  /** A place in the server's log, which comes when it comes. */
  const marked = async (name: string) => {
    administer(`DO $$ BEGIN PERFORM '${name}'; END $$`);
    await expect.poll(() => server.log(), { timeout: 10_000 }).toContain(`'${name}'`);
  };
  const found = async (store: RemoteStore, term: string) =>
    (await store.retrieve([{ term, weight: 1 }], 5)).map(({ article }) => article.id);

  test("a document is one round trip, whatever it holds", async () => {
    const store = await open();
    await store.add(articles(30));
    await found(store, "number3");
    const terms = Array.from({ length: 200 }, (_, i) => ({ term: `number${i}`, weight: 1 }));
    await marked("begin");
    expect((await store.retrieve(terms, 5)).length).toBe(5);
    await marked("end");
    const between = server.log().split("'begin'")[1]!.split("'end'")[0]!;
    // The last one is the mark itself.
    expect(between.match(/LOG: {2}(execute|statement)/g)).toEqual(["LOG:  execute", "LOG:  statement"]);
  });

  test("what cannot be reached or refuses is named, with what to do", async () => {
    const wrong = server.url().replace(PASSWORD, "another");
    expect(await failure(open({}, wrong))).toMatch(
      /the server refuses the user or the password \(password authentication/,
    );
    expect(await failure(open({}, server.url().replace(`:${PASSWORD}`, "")))).toContain(
      "the server asks for a password",
    );
    expect(await failure(open({}, server.url("nowhere")))).toMatch(/there is no such database .*createdb/);
    expect(await failure(open({}, "postgres://u:p@127.0.0.1:1/d"))).toMatch(
      /^postgres:\/\/u:\*\*\*@127.0.0.1:1\/d: the PostgreSQL server cannot be reached \(.*ECONNREFUSED/,
    );
    administer("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
    expect(await failure(open({}, server.url("latin")))).toContain(
      "keeps text as LATIN1, and a reference store needs UTF8",
    );
  });

  test("a store is not made for readers, and one of another format is left alone", async () => {
    expect(await failure(open({ readonly: true }))).toMatch(/there is no reference store in the schema "hazard_\d+"/);
    expect(await failure(open({ create: false }))).toContain("there is no reference store");
    await (await open()).add(articles(3));
    administer(`UPDATE hazard_${stores}.store SET format = 7`);
    for (const readonly of [true, false]) {
      expect(await failure(open({ readonly }))).toContain(
        "the reference store has format 7, and this version of unspin knows format 2",
      );
    }
  });

  test("a closed store says so, and so does one whose tables are gone", async () => {
    const store = await open();
    await store.close();
    await store.close();
    expect(await failure(store.stats() as Promise<unknown>)).toContain("the reference store is closed");
    const other = await open();
    administer(`DROP TABLE hazard_${stores}.posting`);
    expect(await failure(found(other, "steel"))).toContain("tables are not as unspin makes them");
    stores += 1;
    const damaged = await open();
    await damaged.add(articles(3));
    administer(`DELETE FROM hazard_${stores}.article WHERE number = 1`);
    expect(await failure(found(damaged, "number0"))).toMatch(
      /is damaged \(a list of articles names one that is not there/,
    );
  });

  test("who may only read reads, and is told when adding", async () => {
    await (await open()).add(articles(5));
    administer(`CREATE ROLE reader LOGIN PASSWORD 'reads'`);
    const reader = address().replace(/\/\/.*@/, "//reader:reads@");
    expect(await failure(open({ readonly: true }, reader))).toMatch(/no permission .*permission denied for schema/);
    administer(`GRANT USAGE ON SCHEMA hazard_${stores} TO reader`);
    administer(`GRANT SELECT ON ALL TABLES IN SCHEMA hazard_${stores} TO reader`);
    const store = await open({}, reader);
    expect(await found(store, "number3")).toEqual(["id3"]);
    expect(await failure(store.add(articles(1, 9)) as Promise<unknown>)).toContain("no permission");
    expect(await failure(open({}, reader.replace(/hazard_\d+/, "fresh")))).toMatch(/permission denied for database/);
    const only = await open({ readonly: true });
    expect(await failure(only.add(articles(1, 9)) as Promise<unknown>)).toContain("it was opened for reading");
    expect(await failure(only.remove(["id1"]) as Promise<unknown>)).toContain("it was opened for reading");
    expect((await only.stats()).articles).toBe(5);
  });

  test("many that make the same store at once make one; writers both get all of theirs in, and readers see whole steps", async () => {
    const writers = await Promise.all(Array.from({ length: 6 }, () => open()));
    const reader = await open({ readonly: true });
    const seen = new Set<number>();
    let isDone = false;
    const reading = (async () => {
      while (!isDone) seen.add((await reader.search("steel story", 1000)).length);
    })();
    const counts = await Promise.all(
      writers.map(async (store, writer) => {
        let added = 0;
        // Neighbours add the same articles.
        for (let step = 0; step < 4; step++) {
          added += (await store.add(articles(20, (step + Math.floor(writer / 2) * 4) * 20))).added;
        }
        return added;
      }),
    );
    isDone = true;
    await reading;
    expect(counts.reduce((sum, one) => sum + one)).toBe(240);
    expect([...seen].filter((count) => count % 20 !== 0)).toEqual([]);
    await expectSound(reader, 240);
  });

  test("when a connection breaks in the middle of adding, nothing of it stays; adding again does it", async () => {
    const store = await open();
    await store.add(articles(10));
    function* breaking() {
      yield* articles(5000, 10);
      administer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'unspin'");
      yield* articles(10, 5010);
    }
    expect(await failure(store.add(breaking()) as Promise<unknown>)).toContain("cannot be reached");
    expect((await store.stats()).articles).toBe(10);
    expect(await store.add(articles(30))).toMatchObject({ added: 20, same: 10 });
    await expectSound(store, 30);
  });

  test("readers wait for a server that restarts", async () => {
    const store = await open({ pauses: [100, 300, 1000, 2000, 4000] });
    await store.add(articles(10));
    await server.halt("now");
    const asked = found(store, "number7");
    await new Promise((resolve) => setTimeout(resolve, 200));
    await server.start();
    expect(await asked).toEqual(["id7"]);
    const hasty = await open({ pauses: [] });
    await server.halt("now");
    expect(await failure(found(hasty, "number7"))).toContain("cannot be reached");
    await server.start();
  });

  test("of a process that is killed in the middle of adding, whole steps stay", async () => {
    await (await open()).add([]);
    const script = `const { openPostgresStore } = await import(${JSON.stringify(BUILT)});
      const store = await openPostgresStore(${JSON.stringify(address())});
      for (let from = 0; from < 100000; from += 50) {
        await store.add(Array.from({ length: 50 }, (_, i) => ({ id: "id" + (from + i), title: "", text: "the steel story number" + (from + i), url: "", date: "", source: "" })));
        process.stdout.write(from + 50 + "\\n");
      }`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let told = 0;
    for await (const chunk of child.stdout) {
      told = Number(String(chunk).trim().split("\n").at(-1));
      if (told >= 300) break;
    }
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    const store = await open();
    await store.remove([]);
    await store.add([]);
    const { articles: kept } = await settledStats(store);
    expect(kept % 50).toBe(0);
    expect(kept).toBeGreaterThanOrEqual(told);
    await expectSound(store, kept);
  });

  /** The server may still be at the killed process's last step. */
  async function settledStats(store: RemoteStore) {
    await store.add([{ id: "last", title: "", text: "last", url: "", date: "", source: "" }]);
    await store.remove(["last"]);
    return store.stats();
  }

  /** Every article is found by the word that it alone has, and the totals are right. */
  async function expectSound(store: RemoteStore, many: number): Promise<void> {
    let count = 0;
    for await (const { id } of store.articles()) {
      count += 1;
      expect(await found(store, `number${id.slice(2)}`)).toEqual([id]);
    }
    expect([count, (await store.stats()).articles]).toEqual([many, many]);
  }
});
