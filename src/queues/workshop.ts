import { UnspinError } from "../errors.js";
import { RepairPool } from "../threads/pool.js";
import { knowledgeOf, type RunSpec, type ShardJob, specName } from "./job.js";
import { type Own, skewOf } from "./knowledge.js";
import { openStorage } from "./open-storage.js";
import { readWhole, type Storage } from "./storage.js";

/** This worker cannot do a job that another may: it goes back. */
export class Refusal extends UnspinError {}

export interface ShopOptions extends Own {
  /** Threads. */
  readonly jobs: number;
  /** What the threads run; the worker that comes along, unless said otherwise. */
  readonly script?: URL;
}

/** What it takes to do the jobs of one run: its spec, its storage, and threads with its engine. */
export interface Workshop {
  readonly spec: RunSpec;
  readonly storage: Storage;
  readonly pool: RepairPool;
}

/** Runs whose threads are kept. */
const MOST_KEPT = 2;

/** Opens workshops when jobs need them, and keeps the latest. */
export class Workshops {
  private readonly open = new Map<string, Promise<Workshop>>();
  private isStopped = false;

  constructor(private readonly options: ShopOptions) {}

  /** @throws Refusal when this machine would give other results, or cannot reach the storage. */
  async of(job: ShardJob): Promise<Workshop> {
    if (job.unspin !== this.options.unspin) {
      throw new Refusal(`it has unspin ${this.options.unspin}, the run was begun with ${job.unspin}`);
    }
    const key = `${job.storage} ${job.run} ${job.knowledge}`;
    const found = this.open.get(key) ?? this.opened(job, key);
    // The latest stand last.
    this.open.delete(key);
    this.open.set(key, found);
    return found;
  }

  /** Starts threads anew, since they do not give memory back by themselves. Nothing may be under way. */
  async recycle(): Promise<void> {
    const all = [...this.open.values()];
    this.open.clear();
    await Promise.all(all.map(closed));
  }

  /** Closes those that are not among the latest. Nothing of theirs may be under way. */
  async tidy(): Promise<void> {
    const old = [...this.open.entries()].slice(0, -MOST_KEPT);
    for (const [key, shop] of old) {
      this.open.delete(key);
      await closed(shop);
    }
  }

  get isCrowded(): boolean {
    return this.open.size > MOST_KEPT;
  }

  /** Documents that nobody began are dropped. */
  stop(): void {
    this.isStopped = true;
    for (const shop of this.open.values()) shop.then(({ pool }) => pool.stop()).catch(() => {});
  }

  private opened(job: ShardJob, key: string): Promise<Workshop> {
    const shop = this.start(job);
    shop.catch(() => {
      if (this.open.get(key) === shop) this.open.delete(key);
    });
    return shop;
  }

  private async start(job: ShardJob): Promise<Workshop> {
    const storage = await openStorage(job.storage).catch(refuse);
    const spec = await readSpec(storage, job);
    const skew = await skewOf(spec, this.options);
    if (skew.length > 0) throw new Refusal(`it would give other results: ${skew.join("; ")}`);
    const { jobs, script, reference } = this.options;
    const engine = { ...spec.engine, ...referenceFor(spec, reference) };
    const pool = await RepairPool.open({ engine, jobs, ...(script && { script }) }).catch(refuse);
    if (this.isStopped) pool.stop();
    return { spec, storage, pool };
  }
}

/** A run's passwords are not written down: a worker has its own, in the address given to it or where PostgreSQL looks. */
function referenceFor({ engine }: RunSpec, own: string | undefined): { readonly reference?: string } {
  const reference = own ?? engine.reference?.replace(/^([^:]+:\/\/[^:/?#@]*):\*\*\*@/, "$1@");
  return reference === undefined ? {} : { reference };
}

async function readSpec(storage: Storage, job: ShardJob): Promise<RunSpec> {
  let spec: RunSpec;
  try {
    spec = JSON.parse((await readWhole(storage, specName(job.run))).toString("utf8")) as RunSpec;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal(`it cannot read the run's storage ${storage.address} (${why}). Is it mounted, or open to it?`);
  }
  if (spec.schema !== 1 || knowledgeOf(spec) !== job.knowledge) {
    throw new Refusal("the run was begun anew with other dictionaries, model, reference store or settings");
  }
  return spec;
}

function refuse(error: unknown): never {
  throw error instanceof UnspinError ? new Refusal(error.message) : error;
}

async function closed(shop: Promise<Workshop>): Promise<void> {
  try {
    const { pool, storage } = await shop;
    await pool.close();
    storage.close();
  } catch {
    // It never opened.
  }
}
