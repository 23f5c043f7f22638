import type { Decision } from "./decision.js";

/** How well the decisions are kept, for the header. */
export interface Keeping {
  readonly state: "kept" | "saving" | "failed";
  readonly note: string;
}

/** Where decisions are kept: this browser, or the server that served the page. */
export interface Keeper {
  /** All that was kept before. */
  load(): Promise<readonly Decision[]>;
  keep(decisions: readonly Decision[]): void;
  /** Says when others decide, and when the keeping changes. */
  listen(hears: { decisions(decisions: readonly Decision[]): void; keeping(keeping: Keeping): void }): void;
}
