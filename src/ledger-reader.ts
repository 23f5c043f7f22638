import type { LedgerFollower } from "./decisions/ledger-follower.js";

/**
 * Reads ledgers of decisions, to be followed as one; null when none is named. Their reader is only loaded then.
 * @throws UnspinError with file:line:col when one cannot be read.
 */
export async function openFollower(decisions: string | readonly string[] = []): Promise<LedgerFollower | null> {
  if (decisions.length === 0) return null;
  const [{ Ledger, readLedger }, { LedgerFollower }] = await Promise.all([
    import("./decisions/ledger.js"),
    import("./decisions/ledger-follower.js"),
  ]);
  const ledgers = await Promise.all([decisions].flat().map((path) => readLedger(path)));
  return new LedgerFollower(Ledger.of(ledgers.flat()));
}
