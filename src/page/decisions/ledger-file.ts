import type { Decision } from "./decision.js";

const MEANINGS: Readonly<Record<string, Decision["decision"]>> = {
  accept: "accept",
  accepted: "accept",
  reject: "reject",
  rejected: "reject",
  undo: "undo",
};

/**
 * Reads a ledger leniently, as the command line does.
 * @throws Error that names the first line that is no record; a last line without its line feed may be half-written and is left out.
 */
export function parseLedger(text: string): Decision[] {
  const lines = text.replace(/^\uFEFF/u, "").split("\n");
  const decisions: Decision[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const decision = parseLine(line);
    if (decision) decisions.push(decision);
    else if (index < lines.length - 1) {
      throw new Error(`Line ${index + 1} is no record of a ledger: “${line.slice(0, 60)}”. Nothing was imported.`);
    }
  }
  return decisions;
}

export function parseLine(line: string): Decision | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const record = value as Record<string, unknown>;
  const decision = MEANINGS[String(record["decision"])];
  const { was, now } = record;
  if (decision === undefined || typeof was !== "string" || typeof now !== "string") return undefined;
  return {
    schema: 1,
    fingerprint: typeof record["fingerprint"] === "string" ? record["fingerprint"] : "",
    was,
    now,
    ...text(record, "proposed"),
    decision,
    ...(record["everywhere"] === true && { everywhere: true as const }),
    ...text(record, "who"),
    ...text(record, "when"),
    ...text(record, "document"),
  };
}

function text<K extends string>(record: Record<string, unknown>, key: K): { [P in K]?: string } {
  const value = record[key];
  return (typeof value === "string" ? { [key]: value } : {}) as { [P in K]?: string };
}
