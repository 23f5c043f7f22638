import type { Run } from "../data/run.js";
import type { Decision } from "./decision.js";
import type { Keeper } from "./keeper.js";

/** A record in few characters, as a browser gives a page only five million: [edit, decision, time, other wording, who]. */
type Short = readonly [edit: number, decision: number, when: number, now?: string, who?: string];

const CODES = ["accept", "reject", "undo"] as const;
/** A slice is written anew with each decision, so it stays short. */
const SLICE = 200;

/** Keeps decisions in this browser, under the run's hash; each tab writes slices of its own and reads all. */
export function browserKeeper(run: Run): Keeper {
  const prefix = `unspin:${run.index.run}:`;
  const tab = crypto.getRandomValues(new Uint32Array(1))[0]!.toString(36);
  let slice: (Short | Decision)[] = [];
  let number = 0;
  let hears: Parameters<Keeper["listen"]>[0] | undefined;
  const save = () => localStorage.setItem(`${prefix}${tab}:${number}`, JSON.stringify(slice));
  const read = (text: string | null): Decision[] =>
    (JSON.parse(text ?? "[]") as (Short | Decision)[]).map((kept) => (isShort(kept) ? lengthen(run, kept) : kept));
  return {
    load: async () =>
      storedKeys(prefix)
        .flatMap((key) => read(localStorage.getItem(key)))
        .sort(byTime),
    keep(decisions) {
      try {
        for (const decision of decisions) {
          slice.push(shorten(run, decision));
          if (slice.length < SLICE) continue;
          save();
          slice = [];
          number += 1;
        }
        if (slice.length > 0) save();
        hears?.keeping({ state: "kept", note: "kept in this browser" });
      } catch {
        hears?.keeping({ state: "failed", note: "this browser keeps no more: export the decisions" });
      }
    },
    listen(listener) {
      hears = listener;
      addEventListener("storage", ({ key, newValue }) => {
        if (key?.startsWith(prefix)) listener.decisions(read(newValue));
      });
    },
  };
}

function storedKeys(prefix: string): string[] {
  return Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? "").filter((key) =>
    key.startsWith(prefix),
  );
}

function byTime(a: Decision, b: Decision): number {
  return (a.when ?? "").localeCompare(b.when ?? "");
}

function isShort(kept: Short | Decision): kept is Short {
  return Array.isArray(kept);
}

function shorten(run: Run, decision: Decision): Short | Decision {
  const edit = run.ids.edits(decision.fingerprint)[0];
  const when = Date.parse(decision.when ?? "");
  if (edit === undefined || decision.everywhere || Number.isNaN(when)) return decision;
  if ((decision.proposed ?? decision.now) !== run.now(edit) || decision.was !== run.was(edit)) return decision;
  const code = CODES.indexOf(decision.decision);
  const now = decision.proposed === undefined ? "" : decision.now;
  if (decision.who !== undefined) return [edit, code, when, now, decision.who];
  return now === "" ? [edit, code, when] : [edit, code, when, now];
}

function lengthen(run: Run, [edit, code, when, now, who]: Short): Decision {
  return {
    schema: 1,
    fingerprint: run.ids.of(edit),
    was: run.was(edit),
    now: now || run.now(edit),
    ...(now && { proposed: run.now(edit) }),
    decision: CODES[code] ?? "undo",
    ...(who && { who }),
    when: new Date(when).toISOString(),
    document: run.source(run.documentOf[edit]!),
  };
}
