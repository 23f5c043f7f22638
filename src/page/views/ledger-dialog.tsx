import { useRef } from "preact/hooks";
import { decisionLine } from "../decisions/decision.js";
import { parseLedger } from "../decisions/ledger-file.js";
import type { Desk } from "../desk/desk.js";
import { keepPreferences } from "../desk/preferences.js";
import { counted } from "../parts/words.js";

/** Take decisions out as a ledger file, bring others in, say who decides. */
export function LedgerDialog({ desk }: { desk: Desk }) {
  const { decisions, preferences, isServed } = desk;
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <p>
        {counted(decisions.records.length, "record")}.{" "}
        {isServed
          ? "The server that shows this page writes each of them into its ledger as it falls."
          : "They are kept in this browser. Export them to carry them out: unspin apply REPORT --decisions LEDGER."}
      </p>
      <label class="field">
        <span>Your name, written into each decision (may stay empty)</span>
        <input
          type="text"
          value={preferences.who}
          autocomplete="name"
          onInput={(event) => {
            preferences.who = event.currentTarget.value.trim();
            keepPreferences(preferences);
          }}
        />
      </label>
      <div class="dialog-buttons">
        <button
          type="button"
          class="accept"
          onClick={() => exportLedger(desk)}
          disabled={decisions.records.length === 0}
        >
          Export the ledger
        </button>
        <button type="button" onClick={() => file.current!.click()}>
          Import a ledger
        </button>
        <input
          ref={file}
          class="visually-hidden"
          type="file"
          accept=".jsonl,.ndjson,.json,.txt"
          tabIndex={-1}
          aria-label="Ledger file to import"
          onChange={() => void importLedger(desk, file.current!)}
        />
      </div>
    </>
  );
}

function exportLedger({ decisions, run }: Desk): void {
  const blob = new Blob(decisions.records.map(decisionLine), { type: "application/x-ndjson" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `ledger-${run.index.run}.jsonl`;
  link.click();
  // The download has begun, but its reading may go on for a while.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function importLedger(desk: Desk, field: HTMLInputElement): Promise<void> {
  const file = field.files?.[0];
  if (!file) return;
  try {
    const fresh = desk.decisions.add(parseLedger(await file.text()));
    desk.keeper.keep(fresh);
    desk.say(`${counted(fresh.length, "record")} imported from ${file.name}`);
  } catch (error) {
    desk.say(`${file.name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  field.value = "";
}
