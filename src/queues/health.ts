import { createServer, type Server } from "node:http";
import { UnspinError } from "../errors.js";
import { optional } from "./packages.js";

/** What a worker counts. */
export interface Meters {
  done(what: { readonly documents: number; readonly milliseconds: number }): void;
  refused(): void;
  failed(): void;
  recycled(): void;
  /** The text that Prometheus reads. */
  text(): Promise<string>;
  readonly type: string;
}

/** @param waiting asks how many jobs wait in the queue. */
export async function openMeters(waiting: () => Promise<number>): Promise<Meters> {
  const { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } = await optional(
    "prom-client",
    () => import("prom-client"),
  );
  const registers = [new Registry()];
  const [registry] = registers;
  collectDefaultMetrics({ register: registry! });
  const counter = (name: string, help: string) => new Counter({ name: `unspin_${name}`, help, registers });
  const documents = counter("documents_total", "Documents repaired or found clean");
  const refusals = counter("refusals_total", "Jobs that this worker refused");
  const failures = counter("job_failures_total", "Jobs that failed here and are tried again");
  const recycled = counter("recycles_total", "Times that threads were started anew to give memory back");
  const buckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
  const seconds = new Histogram({ name: "unspin_job_seconds", help: "Seconds that a job took", buckets, registers });
  new Gauge({
    name: "unspin_queue_waiting",
    help: "Jobs that wait for a worker",
    registers,
    async collect() {
      this.set(await waiting().catch(() => Number.NaN));
    },
  });
  return {
    done(what) {
      documents.inc(what.documents);
      seconds.observe(what.milliseconds / 1000);
    },
    refused: () => refusals.inc(),
    failed: () => failures.inc(),
    recycled: () => recycled.inc(),
    text: () => registry!.metrics(),
    type: registry!.contentType,
  };
}

export interface HealthOptions {
  readonly host: string;
  /** 0 is any free port. */
  readonly port: number;
  readonly meters: Meters;
  /** Why the worker is not well; undefined when it is. */
  ailment(): string | undefined;
}

/** Answers `/healthz` and `/metrics`. @returns the server and its address. @throws UnspinError when it cannot listen. */
export async function serveHealth({
  host,
  port,
  meters,
  ailment,
}: HealthOptions): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    if (request.url === "/healthz") {
      const problem = ailment();
      response.writeHead(problem === undefined ? 200 : 503, { "content-type": "text/plain; charset=utf-8" });
      response.end(`${problem ?? "ok"}\n`);
    } else if (request.url === "/metrics") {
      meters.text().then(
        (text) => response.writeHead(200, { "content-type": meters.type }).end(text),
        () => response.writeHead(500).end(),
      );
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error) =>
      reject(new UnspinError(`--health ${host}:${port}: ${error.message}. Name another port.`));
    server.once("error", fail).listen(port, host, resolve);
  });
  // A scraper's connection keeps nobody alive.
  server.unref();
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return { server, url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}` };
}
