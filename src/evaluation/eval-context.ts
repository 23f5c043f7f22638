import type { Engine } from "../engine.js";
import type { RepairResult } from "../result.js";
import type { DataSet, WildPage } from "./datasets.js";
import type { Places } from "./eval-sets.js";
import type { PlainTable } from "./plain-table.js";
import type { Stages } from "./stages.js";

/** A page and what engines made of it that never heard of its family. */
export interface HeldOutPage {
  readonly page: WildPage;
  readonly balanced: RepairResult;
  readonly careful: RepairResult;
  /** What a perfect chooser makes of the same candidates. */
  readonly ceiling: string;
}

/** What a section of `npm run eval` works with. */
export interface EvalContext {
  readonly places: Places;
  /** Path of a language model other than the one that comes along. */
  readonly model: string | undefined;
  readonly engine: Engine;
  readonly stages: Stages;
  /** The dev pages read without their own family's tables; read once, whoever asks. */
  heldOut(): Promise<DataSet<HeldOutPage>>;
}

/** Tables of one name on the command line, beside the main one. */
export interface EvalSection {
  readonly name: string;
  /** Only measured when it is named: it takes minutes, or needs what has to be made first. */
  readonly onlyNamed: boolean;
  tables(context: EvalContext): Promise<DataSet<PlainTable>>;
}
