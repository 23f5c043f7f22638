import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decidedEdits } from "../../src/decisions/decided-edits.js";
import { appendDecisions } from "../../src/decisions/ledger.js";
import { applyEdits } from "../../src/edits/index.js";
import { type Engine, openEngine } from "../../src/engine.js";
import { findShared, loadApRewrite, loadWildPages } from "../../src/evaluation/datasets.js";
import { openFollower } from "../../src/ledger-reader.js";
import { reviewAgainst } from "./review-against.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const shared = findShared(root);
const folder = mkdtempSync(join(tmpdir(), "unspin-review-"));
let plain: Engine;
beforeAll(async () => {
  plain = await openEngine();
});
afterAll(() => {
  plain.close();
  rmSync(folder, { recursive: true });
});

/** Reviews a text against its original, and runs again with the ledger. */
async function expectReviewed(name: string, text: string, gold: string): Promise<string> {
  const ledger = join(folder, `${name}.jsonl`);
  const first = plain.repair(text);
  const { decisions, text: wanted } = reviewAgainst(text, gold, first);
  await appendDecisions(ledger, decisions);
  // What `unspin apply` carries out of the first report.
  expect(applyEdits(text, decidedEdits(first, text, { follower: await openFollower(ledger) }))).toBe(wanted);
  const engine = await openEngine({ decisions: ledger });
  try {
    const second = engine.repair(text);
    expect(second.text).toBe(wanted);
    expect(applyEdits(text, second.edits)).toBe(second.text);
    expect(engine.repair(wanted).text).toBe(wanted);
    const rejected = new Set(decisions.filter(({ decision }) => decision === "reject").map((one) => one.fingerprint));
    for (const edit of second.edits) {
      if (edit.verdict === "apply") expect(edit.evidence.decision?.verdict, edit.was).toBe("accept");
      if (rejected.has(edit.id)) expect(edit).toMatchObject({ verdict: "suggest", probability: 0 });
    }
    return second.text;
  } finally {
    engine.close();
  }
}

describe("a review by someone who has the original", () => {
  it("gives the original of our own story, in every later run", async () => {
    const story = new URL("../cli/story/", import.meta.url);
    const read = (name: string) => readFileSync(new URL(name, story), "utf8");
    expect(await expectReviewed("story", read("spun.txt"), read("original.txt"))).toBe(read("original.txt"));
  });
});

const where = shared === null ? " (skipped: ../shared is not there)" : "";
describe.skipIf(shared === null)(`the same on the dev sets beside the repository${where}`, { timeout: 240_000 }, () => {
  it("gives the AP rewrite's gold text", async () => {
    const { items } = await loadApRewrite(shared);
    expect(items).toHaveLength(1);
    for (const { id, spun, gold } of items!) expect(await expectReviewed(id, spun, gold)).toBe(gold);
  });

  it("gives what was decided of every wild page: its gold text, save where that changes what is protected", async () => {
    const { items } = await loadWildPages(shared);
    expect(items!.length).toBeGreaterThan(10);
    for (const { id, spun, gold } of items!) await expectReviewed(id, spun, gold);
  });
});
