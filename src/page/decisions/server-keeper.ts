import type { ServerSetting } from "../../reports/html/shape.js";
import { type Decision, decisionLine } from "./decision.js";
import type { Keeper } from "./keeper.js";
import { parseLedger } from "./ledger-file.js";

/** Waits before a failed request is made again, in milliseconds; the last one repeats. */
const WAITS = [500, 1000, 2000, 5000];
/** Most records of one request: a server takes no body of any size. */
const BATCH = 2000;

/** Keeps decisions with the server: what falls is sent at once, in order, and sent again until it is taken. */
export function serverKeeper({ base, token }: ServerSetting): Keeper {
  const headers = { Authorization: `Bearer ${token}` };
  const waiting: Decision[] = [];
  let sending = false;
  let hears: Parameters<Keeper["listen"]>[0] | undefined;
  const load = async () => {
    const answer = await fetch(`${base}ledger`, { headers, cache: "no-store" });
    if (!answer.ok) throw new Error(`The server gives no ledger (${answer.status}).`);
    return parseLedger(await answer.text());
  };
  const send = async () => {
    if (sending) return;
    sending = true;
    for (let failures = 0; waiting.length > 0; ) {
      hears?.keeping({ state: "saving", note: "saving…" });
      const batch = waiting.slice(0, BATCH);
      if (await posted(`${base}decisions`, headers, batch)) {
        waiting.splice(0, batch.length);
        failures = 0;
        continue;
      }
      hears?.keeping({ state: "failed", note: `${waiting.length} not saved: the server does not answer` });
      await new Promise((go) => setTimeout(go, WAITS[Math.min(failures++, WAITS.length - 1)]));
    }
    sending = false;
    hears?.keeping({ state: "kept", note: "saved in the ledger" });
  };
  addEventListener("beforeunload", (event) => {
    if (waiting.length > 0) event.preventDefault();
  });
  return {
    load,
    keep(decisions) {
      waiting.push(...decisions);
      void send();
    },
    listen(listener) {
      hears = listener;
      const events = new EventSource(`${base}events?token=${encodeURIComponent(token)}`);
      let lost = false;
      events.onmessage = ({ data }) => listener.decisions(parseLedger(`${String(data)}\n`));
      events.onerror = () => {
        lost = true;
      };
      // What fell while the line was down is in the ledger.
      events.onopen = () => {
        if (lost) void load().then(listener.decisions, () => {});
        lost = false;
      };
    },
  };
}

async function posted(url: string, headers: Record<string, string>, batch: readonly Decision[]): Promise<boolean> {
  try {
    const body = batch.map(decisionLine).join("");
    const answer = await fetch(url, {
      method: "POST",
      headers: { ...headers, "Content-Type": "application/x-ndjson" },
      body,
    });
    return answer.ok;
  } catch {
    return false;
  }
}
