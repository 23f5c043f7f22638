import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { freePort } from "./free-port.js";

/** A PostgreSQL server of its own, in a temporary folder and on a loopback port. */
export interface PostgresServer {
  readonly port: number;
  /** Address of a database for the user who owns all; of the first one, unless said otherwise. */
  url(database?: string): string;
  /** Ends it as a failing machine would (connections break), or politely; `start` begins again on the same data. */
  halt(how?: "now" | "politely"): Promise<void>;
  start(): Promise<void>;
  /** Ends it and removes its folder. */
  discard(): Promise<void>;
}

export const USER = "owner";
export const PASSWORD = "s3cret-of-the-owner";

/** initdb and postgres refuse to run as root: a user without rights does as well. */
const NOBODY = 65534;
/** Milliseconds in which a server must answer. */
const PATIENCE = 30_000;

/**
 * Whether servers can be started here: the programs of PostgreSQL are installed (Debian: postgresql). Tests that need
 * them are skipped without, and say so in their names; where CI is set they must not be.
 */
export function hasPostgres(): boolean {
  const { CI } = process.env;
  if (programs() !== undefined) return true;
  if (CI !== undefined && CI !== "")
    throw new Error("PostgreSQL is not installed, and CI must not skip its tests: see .ci/run");
  return false;
}

/** Starts a server with a new, empty cluster. `settings` are of postgresql.conf. */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<PostgresServer> {
  const server = new Cluster(settings);
  try {
    server.initialise();
    await server.start();
    return server;
  } catch (error) {
    await server.discard();
    throw error;
  }
}

class Cluster implements PostgresServer {
  port = 0;
  private readonly folder = mkdtempSync(join(tmpdir(), "unspin-postgres-"));
  private readonly data = join(this.folder, "data");
  private readonly bin = programs() ?? "";
  private child: ChildProcess | undefined;
  private said = "";

  constructor(private readonly settings: Readonly<Record<string, string>>) {
    chmodSync(this.folder, 0o755);
    if (isRoot()) chownSync(this.folder, NOBODY, NOBODY);
  }

  url(database = "postgres"): string {
    return `postgres://${USER}:${PASSWORD}@127.0.0.1:${this.port}/${database}`;
  }

  initialise(): void {
    const password = join(this.folder, "password");
    writeFileSync(password, PASSWORD);
    if (isRoot()) chownSync(password, NOBODY, NOBODY);
    const how = ["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256"];
    const made = spawnSync(
      join(this.bin, "initdb"),
      [...how, `--username=${USER}`, `--pwfile=${password}`, "-D", this.data],
      {
        encoding: "utf8",
        ...this.asNobody(),
      },
    );
    if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
  }

  async start(): Promise<void> {
    this.port ||= await freePort();
    const settings = { fsync: "off", ...this.settings };
    const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const child = spawn(
      join(this.bin, "postgres"),
      ["-D", this.data, "-h", "127.0.0.1", "-p", String(this.port), "-k", this.folder, ...options],
      { stdio: ["ignore", "ignore", "pipe"], ...this.asNobody() },
    );
    this.child = child;
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.said += text;
    });
    process.on("exit", this.killed);
    await this.ready(child);
  }

  async halt(how: "now" | "politely" = "politely"): Promise<void> {
    const { child } = this;
    this.child = undefined;
    process.off("exit", this.killed);
    if (child === undefined || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill(how === "now" ? "SIGQUIT" : "SIGINT");
    await gone;
  }

  async discard(): Promise<void> {
    await this.halt("now");
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A test run that is given up leaves no server behind. */
  private readonly killed = (): void => {
    this.child?.kill("SIGQUIT");
  };

  private async ready(child: ChildProcess): Promise<void> {
    const probe = ["-q", "-h", "127.0.0.1", "-p", String(this.port)];
    for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
      if (child.exitCode !== null) break;
      if (spawnSync(join(this.bin, "pg_isready"), probe).status === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the PostgreSQL server does not start: ${this.said}`);
  }

  private asNobody(): { cwd: string; uid?: number; gid?: number } {
    return { cwd: this.folder, ...(isRoot() && { uid: NOBODY, gid: NOBODY }) };
  }
}

/** The folder of PostgreSQL's programs, of the newest version; undefined when they are not installed. */
function programs(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const { PATH = "" } = process.env;
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, "bin")), ...PATH.split(delimiter)];
  return folders.find((folder) => ["initdb", "postgres", "pg_isready"].every((name) => existsSync(join(folder, name))));
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
