import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.js";

/** A Redis server of its own, in a temporary folder and on a loopback port; it keeps what it was told over a restart. */
export interface RedisServer {
  readonly port: number;
  readonly url: string;
  /** Ends it as a failing machine would, or politely; `start` begins again on the same data. */
  halt(how?: "now" | "politely"): Promise<void>;
  start(): Promise<void>;
  /** Ends it and removes its folder. */
  discard(): Promise<void>;
}

export const REDIS_PASSWORD = "s3cret-of-redis";
/** Milliseconds in which a server must answer. */
const PATIENCE = 20_000;

/**
 * Whether servers can be started here: redis-server is installed. Tests that need it are skipped without, and say so in
 * their names; where CI is set they must not be.
 */
export function hasRedis(): boolean {
  const { CI } = process.env;
  if (spawnSync("redis-server", ["--version"]).status === 0) return true;
  if (CI !== undefined && CI !== "") {
    throw new Error("redis-server is not installed, and CI must not skip its tests: see .ci/run");
  }
  return false;
}

/** Starts a server. `settings` are of redis.conf. */
export async function startRedis(settings: Readonly<Record<string, string>> = {}): Promise<RedisServer> {
  const server = new Server(await freePort(), settings);
  try {
    await server.start();
    return server;
  } catch (error) {
    await server.discard();
    throw error;
  }
}

class Server implements RedisServer {
  private readonly folder = mkdtempSync(join(tmpdir(), "unspin-redis-"));
  private child: ChildProcess | undefined;

  constructor(
    readonly port: number,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  get url(): string {
    return `redis://:${REDIS_PASSWORD}@127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const settings = {
      port: String(this.port),
      bind: "127.0.0.1",
      dir: this.folder,
      requirepass: REDIS_PASSWORD,
      appendonly: "yes",
      appendfsync: "always",
      save: "",
      "maxmemory-policy": "noeviction",
      ...this.settings,
    };
    const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
    this.child = spawn("redis-server", options, { stdio: "ignore" });
    process.on("exit", this.killed);
    await this.ready();
  }

  async halt(how: "now" | "politely" = "politely"): Promise<void> {
    const { child } = this;
    this.child = undefined;
    process.off("exit", this.killed);
    if (child === undefined || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill(how === "now" ? "SIGKILL" : "SIGTERM");
    await gone;
  }

  async discard(): Promise<void> {
    await this.halt("now");
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A test run that is given up leaves no server behind. */
  private readonly killed = (): void => {
    this.child?.kill("SIGKILL");
  };

  private async ready(): Promise<void> {
    for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
      if (await answers(this.port)) return;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    throw new Error(`the Redis server on port ${this.port} does not answer`);
  }
}

/** A server that still reads its data says LOADING. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(`AUTH ${REDIS_PASSWORD}\r\nPING\r\n`));
    let said = "";
    socket.on("data", (data) => {
      said += data.toString();
      if (!said.includes("PONG") && !said.includes("LOADING")) return;
      socket.destroy();
      resolve(said.includes("PONG"));
    });
    socket.once("error", () => resolve(false));
    socket.once("close", () => resolve(false));
  });
}
