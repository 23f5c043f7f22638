import { applyEdits } from "../edits/index.js";
import type { Engine } from "../engine.js";
import type { EvalGroup } from "./eval-report.js";
import { oracleRepair } from "./oracle.js";
import type { Stages } from "./stages.js";
import { tableOnlyEdits } from "./table-only.js";

/** What a system made of one document. */
export interface Treatment {
  readonly text: string;
  readonly applied: number;
  readonly suggested: number;
  /** Its verdict; null for a system that gives none. */
  readonly spun: boolean | null;
}

/** Something that can be measured: unspin, a baseline, or the ceiling, which alone looks at `gold`. */
export interface System {
  readonly group: EvalGroup;
  treat(text: string, gold: string): Treatment;
}

/** The system, the two baselines and the ceiling, in the table's order. */
export function measuredSystems(engine: Engine, stages: Stages): System[] {
  return [
    { group: "system", treat: (text) => repairBy(engine, text) },
    { group: "do nothing", treat: (text) => ({ text, applied: 0, suggested: 0, spun: null }) },
    { group: "table only", treat: (text) => substitute(stages, text) },
    { group: "oracle", treat: (text, gold) => choosePerfectly(stages, text, gold) },
  ];
}

function repairBy(engine: Engine, text: string): Treatment {
  const result = engine.repair(text);
  const applied = result.edits.filter(({ verdict }) => verdict === "apply").length;
  return {
    text: result.text,
    applied,
    suggested: result.edits.length - applied,
    spun: result.detection.verdict === "spun",
  };
}

function substitute(stages: Stages, text: string): Treatment {
  const edits = tableOnlyEdits(stages.dictionary, text);
  return { text: applyEdits(text, edits), applied: edits.length, suggested: 0, spun: null };
}

function choosePerfectly(stages: Stages, text: string, gold: string): Treatment {
  const { text: best, edits } = oracleRepair(stages, text, gold);
  return { text: best, applied: edits, suggested: 0, spun: null };
}
