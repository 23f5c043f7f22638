import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Redis } from "ioredis";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { connect, queueAddress } from "../../src/queues/index.js";
import { freePort } from "../servers/free-port.js";
import { hasRedis } from "../servers/redis.js";
import { start } from "./started.js";

interface Service {
  readonly image: string;
  readonly command: string;
  readonly volumes: readonly string[];
  readonly restart: string;
}

const path = fileURLToPath(new URL("../../docs/queue.compose.yaml", import.meta.url));
const file = parse(readFileSync(path, "utf8")) as { services: Record<string, Service>; volumes: object };
const room = mkdtempSync(join(tmpdir(), "unspin-compose-"));
afterAll(() => rmSync(room, { recursive: true, force: true }));

/** A command's words, with the password that the shell would put in. */
const words = (name: string) =>
  file.services[name]!.command.replaceAll(/\$\{REDIS_PASSWORD[^}]*\}/g, "pw-of-compose")
    .trim()
    .split(/\s+/);

// Docker is not needed for that: the commands in the file are run as they stand, on other ports.
describe.skipIf(!hasRedis())("the compose file (needs redis-server installed)", () => {
  it("has services with what they need, and volumes that are there", () => {
    expect(Object.keys(file)).toEqual(["services", "volumes"]);
    for (const { image, command, restart, volumes } of Object.values(file.services)) {
      expect([typeof image, typeof command, restart]).toEqual(["string", "string", "unless-stopped"]);
      for (const volume of volumes) expect(volume).toMatch(/^(queue:|\$\{)/);
    }
    expect(Object.keys(file.volumes)).toEqual(["queue"]);
  });

  it("starts a server that loses no job, and a worker that finds it", { timeout: 60_000 }, async () => {
    const [port, health] = [await freePort(), await freePort()];
    const [program, ...settings] = words("redis");
    const own = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", room];
    const server = spawn(program!, [...settings, ...own], { stdio: "ignore" });
    try {
      const url = `redis://:pw-of-compose@127.0.0.1:${port}`;
      await expect.poll(() => isThere(url), { timeout: 20_000 }).toBe(true);
      const client = new Redis(url);
      expect(await client.config("GET", "maxmemory-policy")).toContain("noeviction");
      expect(await client.config("GET", "appendonly")).toContain("yes");
      client.disconnect();
      const [, name, ...flags] = words("worker");
      expect(name).toBe("unspin");
      const args = flags.map((flag) => flag.replace("redis:6379", `127.0.0.1:${port}`).replace(":9464", `:${health}`));
      const worker = start(room, args);
      const ask = () =>
        fetch(`http://127.0.0.1:${health}/healthz`).then(
          ({ status }) => status,
          () => 0,
        );
      await expect.poll(ask, { timeout: 20_000 }).toBe(200);
      worker.child.kill("SIGTERM");
      expect(await worker.ended, worker.said()).toBe(0);
    } finally {
      server.kill("SIGKILL");
    }
  });
});

async function isThere(url: string): Promise<boolean> {
  try {
    await (await connect(queueAddress(url))).close();
    return true;
  } catch {
    return false;
  }
}
