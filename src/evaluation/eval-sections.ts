/** The tables of `npm run eval` beside the main one, in their order. */
import { calibrationTables } from "./calibration-tables.js";
import { carefulTables } from "./careful.js";
import type { EvalSection } from "./eval-context.js";
import { heldBackTables } from "./held-back.js";
import { heldOutTables } from "./held-out.js";
import { nameTables } from "./names.js";
import { partlySpunTables } from "./partly-spun.js";
import { referenceTables } from "./reference.js";
import { firingTables } from "./tables.js";
import { torturedTables } from "./tortured-tables.js";
import { torturedTextTables } from "./tortured-text-tables.js";
import { unknownToolTables } from "./unknown-tools.js";
import { unseenDetectionTables } from "./unseen-detection.js";

export const EVAL_SECTIONS: readonly EvalSection[] = [
  { name: "held-out", onlyNamed: false, tables: heldOutTables },
  { name: "careful", onlyNamed: false, tables: carefulTables },
  { name: "names", onlyNamed: false, tables: nameTables },
  { name: "tables", onlyNamed: false, tables: firingTables },
  { name: "tortured", onlyNamed: false, tables: torturedTables },
  { name: "tortured-text", onlyNamed: false, tables: torturedTextTables },
  { name: "calibration", onlyNamed: false, tables: calibrationTables },
  { name: "partly-spun", onlyNamed: true, tables: partlySpunTables },
  { name: "unseen-detection", onlyNamed: true, tables: unseenDetectionTables },
  { name: "unknown-tools", onlyNamed: true, tables: unknownToolTables },
  { name: "reference", onlyNamed: true, tables: referenceTables },
  { name: "held-back", onlyNamed: true, tables: heldBackTables },
];
