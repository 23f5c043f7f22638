import type { ServerResponse } from "node:http";
import { type Decision, decisionLine } from "../decisions/ledger.js";

/**
 * A browser opens six connections to a server at most, over all tabs: were all of them streams, no decision could be sent.
 * So the oldest stream ends when one too many opens, and its tab asks again after `RETRY` milliseconds.
 */
const STREAMS = 4;
const RETRY = 3000;
/** A tab that reads its ledger while its stream opens must miss nothing that falls between. */
const REPEATED = 200;
/** Bytes that a stream may be behind; a tab that does not listen is let go, and catches up when it asks again. */
const BEHIND = 16 * 1024 * 1024;

/** The open streams of server-sent events. An event's id is how many decisions the ledger had with it. */
export class EventStreams {
  readonly #open = new Set<ServerResponse>();

  /** @param last id of the last event that the tab has had; undefined for a new tab. */
  add(response: ServerResponse, decisions: readonly Decision[], last: number | undefined): void {
    if (this.#open.size >= STREAMS) for (const oldest of [...this.#open].slice(0, 1)) this.#end(oldest);
    this.#open.add(response);
    response.on("close", () => this.#open.delete(response));
    response.writeHead(200, { "Content-Type": "text/event-stream; charset=utf-8" });
    const from = last === undefined || last > decisions.length ? decisions.length - REPEATED : last;
    const missed = decisions.slice(Math.max(0, from));
    response.write(`retry: ${RETRY}\n\n${eventOf(missed, decisions.length)}`);
  }

  /** @param count how many decisions the ledger has with these. */
  send(decisions: readonly Decision[], count: number): void {
    const event = eventOf(decisions, count);
    for (const response of this.#open) {
      if (response.writableLength > BEHIND) response.destroy();
      else response.write(event);
    }
  }

  close(): void {
    for (const response of this.#open) this.#end(response);
  }

  #end(response: ServerResponse): void {
    this.#open.delete(response);
    response.end();
  }
}

function eventOf(decisions: readonly Decision[], count: number): string {
  const lines = decisions.map((decision) => `data: ${decisionLine(decision)}`).join("");
  return lines === "" ? `: ${count}\n\n` : `id: ${count}\n${lines}\n`;
}
