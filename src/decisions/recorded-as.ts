import type { Edit } from "../result.js";

/**
 * The fingerprint under which a ledger has the wording of an edit that a reviewer worded, where that is not the edit's id: undoing
 * it undoes the wording. One that holds everywhere was decided at another place, and is found by its pair.
 */
export function recordedAs({ evidence: { decision } }: Pick<Edit, "evidence">): string | undefined {
  return decision?.everywhere ? undefined : decision?.fingerprint;
}
