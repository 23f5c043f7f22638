import { parseArgs } from "node:util";
import { FreeWorkers } from "./free-workers.js";
import { createRandom } from "./random.js";

// npm run simulate:queue -- [--workers 1000] [--documents 1e9] [--service 2] [--unpack 0.006] [--failures 24] [--ask-again 80]
// A run on many machines, job by job, with a fixed seed: how deep the queue is, how long the last jobs take, and what is
// done twice when workers and the queue's server fail. Service times are measured ones (npm run bench:queue).

/** What the run is like; times are seconds. */
interface Scene {
  readonly workers: number;
  readonly jobs: number;
  /** Mean of a job on one worker, and the spread of its logarithm. */
  readonly service: number;
  readonly spread: number;
  /** What the machine that began the run needs to take a job's results. */
  readonly unpack: number;
  /** Jobs asked for at a time. */
  readonly window: number;
  /** Mean time between two failures of one worker, and until it is back. */
  readonly failure: number;
  readonly repair: number;
  /** Silence until a job is given to another, twice over: it is looked at that often. */
  readonly takeover: number;
  /** What the server was told in the last seconds before it fails, it does not know afterwards (appendfsync everysec: 1). */
  readonly unsaved: number;
  /** Until whoever began the run has looked at all jobs and asks again for those that are gone; 0 is never. */
  readonly askAgain: number;
  /** The server is away: from when (share of the fault-free run) and for how long. */
  readonly outages: readonly (readonly [at: number, length: number])[];
}

const HOUR = 3600;
const { values } = parseArgs({
  options: {
    workers: { type: "string", default: "1000" },
    documents: { type: "string", default: "1e9" },
    "per-job": { type: "string", default: "170" },
    service: { type: "string", default: "2.0" },
    unpack: { type: "string", default: "0.006" },
    failures: { type: "string", default: "24" },
    "ask-again": { type: "string", default: "80" },
    seed: { type: "string", default: "8" },
  },
});

const scene: Scene = {
  workers: Number(values.workers),
  jobs: Math.ceil(Number(values.documents) / Number(values["per-job"])),
  service: Number(values.service),
  spread: 0.5,
  unpack: Number(values.unpack),
  window: 8000,
  failure: Number(values.failures) * HOUR,
  repair: 120,
  takeover: 30,
  unsaved: 1,
  askAgain: Number(values["ask-again"]),
  outages: [
    [0.3, 300],
    [0.7, 60],
  ],
};

/** What becomes of jobs, as the simulated events have it; none is written down that did not happen. */
class Ledger {
  private readonly handedIn: Uint8Array;
  private readonly takenIn: Uint8Array;

  constructor(jobs: number) {
    this.handedIn = new Uint8Array(jobs);
    this.takenIn = new Uint8Array(jobs);
  }

  handIn(job: number): void {
    this.handedIn[job] = this.handedIn[job]! + 1;
  }

  /** Results have the job's name: those handed in twice are there once. */
  take(job: number): void {
    if (this.handedIn[job]! > 0) this.takenIn[job] = this.takenIn[job]! + 1;
  }

  get lost(): number {
    return this.takenIn.reduce((sum, times) => sum + (times === 0 ? 1 : 0), 0);
  }

  get doubled(): number {
    return this.takenIn.reduce((sum, times) => sum + (times > 1 ? 1 : 0), 0);
  }

  get handedInTwice(): number {
    return this.handedIn.reduce((sum, times) => sum + (times > 1 ? 1 : 0), 0);
  }
}

/** When things happen: the times of jobs, and of what fails. */
class Fate {
  readonly random: () => number;
  /** Seconds that workers take who never wait or fail. */
  readonly ideal: number;
  private readonly mean: number;
  private readonly outages: readonly (readonly [from: number, to: number])[];

  constructor(
    private readonly scene: Scene,
    seed: number,
  ) {
    const { service, spread, jobs, workers, outages } = scene;
    this.random = createRandom(seed);
    this.mean = Math.log(service) - spread ** 2 / 2;
    this.ideal = (jobs * service) / workers;
    this.outages = outages.map(([at, length]) => [at * this.ideal, at * this.ideal + length] as const);
  }

  service(): number {
    const { random } = this;
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.exp(this.mean + this.scene.spread * normal);
  }

  /** The time, or when the server is back. */
  clear(time: number): number {
    return this.outages.find(([from, to]) => time >= from && time < to)?.[1] ?? time;
  }

  /** The outage before which the server was told something at that time, and had not saved it. */
  forgotten(time: number): readonly [from: number, to: number] | undefined {
    return this.outages.find(([from]) => time > from - this.scene.unsaved && time <= from);
  }
}

function simulate(given: Scene, seed: number): string {
  const fate = new Fate(given, seed);
  const free = new FreeWorkers(given.workers);
  /** When the results of the jobs before were taken, in a ring as long as the window. */
  const taken = new Float64Array(given.window);
  const latencies: number[] = [];
  const ledger = new Ledger(given.jobs);
  const sums: Sums = { retaken: 0, twice: 0, vanished: 0, waited: 0 };
  let [collector, end] = [0, 0];
  for (let job = 0; job < given.jobs; job++) {
    const asked = taken[job % given.window]!;
    let ready = asked;
    const gone = fate.forgotten(asked);
    if (gone !== undefined && free.first > gone[0]) {
      sums.vanished += 1;
      taken[job % given.window] = gone[1];
      // Nobody else knows of it.
      if (given.askAgain === 0) continue;
      ready = gone[1] + given.askAgain * (1 + fate.random());
    }
    const done = work(given, { fate, free, sums, ready, handIn: () => ledger.handIn(job) });
    collector = Math.max(collector, done) + given.unpack;
    ledger.take(job);
    taken[job % given.window] = collector;
    if (job % 101 === 0) latencies.push(collector - asked);
    end = Math.max(end, collector);
  }
  latencies.sort((a, b) => a - b);
  return described(given, { ...sums, ideal: fate.ideal, end, latencies }, ledger);
}

interface Working {
  readonly fate: Fate;
  readonly free: FreeWorkers;
  readonly sums: Sums;
  /** When the job can be begun. */
  readonly ready: number;
  handIn(): void;
}

/** One job, from worker to worker. @returns when its results are there. */
function work(given: Scene, { fate, free, sums, ready, handIn }: Working): number {
  let begun = fate.clear(Math.max(free.first, ready));
  sums.waited += Math.max(0, begun - free.first);
  let service = fate.service();
  while (fate.random() < service / given.failure) {
    const died = begun + service * fate.random();
    sums.twice += died - begun;
    sums.retaken += 1;
    free.replaceFirst(died + given.repair);
    begun = fate.clear(Math.max(died + given.takeover * (1 + fate.random()), free.first));
    service = fate.service();
  }
  const done = fate.clear(begun + service);
  handIn();
  free.replaceFirst(done);
  if (fate.forgotten(begun + service) !== undefined) {
    // The results are there, and the server believes that the job is still under way: somebody does it again.
    sums.retaken += 1;
    sums.twice += service;
    handIn();
    free.replaceFirst(fate.clear(Math.max(done + given.takeover, free.first)) + service);
  }
  return done;
}

/** Jobs taken over and jobs that the server lost; seconds of work done twice and of workers that wait. */
interface Sums {
  retaken: number;
  vanished: number;
  twice: number;
  waited: number;
}

interface Outcome extends Readonly<Sums> {
  /** Seconds. */
  readonly ideal: number;
  readonly end: number;
  /** Of one job in a hundred, sorted. */
  readonly latencies: readonly number[];
}

function described(given: Scene, outcome: Outcome, ledger: Ledger): string {
  const { ideal, end, waited, retaken, twice, vanished, latencies } = outcome;
  const share = (part: number) => latencies[Math.floor(part * (latencies.length - 1))]!.toFixed(1);
  const hours = (seconds: number) => `${(seconds / HOUR).toFixed(2)} h`;
  const percent = (part: number, digits: number) => `${(100 * part).toFixed(digits)} %`;
  const count = (jobs: number) => jobs.toLocaleString("en-US");
  return [
    `${given.workers} workers, ${count(given.jobs)} jobs of ${given.service} s, taking results ${given.unpack} s`,
    `took ${hours(end)}, ${percent(end / ideal - 1, 1)} over the ${hours(ideal)} of workers that never wait or fail`,
    `from asking to having results: median ${share(0.5)} s, 99 % ${share(0.99)} s, 99.9 % ${share(0.999)} s, longest seen ${share(1)} s`,
    `taken over: ${count(retaken)}; lost by the server: ${count(vanished)}; handed in twice: ${count(ledger.handedInTwice)}; work done twice: ${percent(twice / (given.jobs * given.service), 4)}`,
    `results that were never taken: ${count(ledger.lost)}; taken twice: ${count(ledger.doubled)}`,
    `workers waited ${percent(waited / (end * given.workers), 1)} of the time; the first machine was busy ${percent((given.jobs * given.unpack) / end, 0)} of it`,
  ].join("\n");
}

process.stdout.write(`${simulate(scene, Number(values.seed))}\n`);
