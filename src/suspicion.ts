import type { Detection } from "./result.js";

/** What the tables say of a document before the thesaurus is asked. */
export const Suspicion = { None: 0, Some: 1, Spun: 2 } as const;

export function suspicionOf(byTables: { readonly detection: Detection } | null): number {
  if (byTables === null) return Suspicion.None;
  return byTables.detection.verdict === "spun" ? Suspicion.Spun : Suspicion.Some;
}

/**
 * Nats of the quick look, for each token, that a text must show to be decoded with the generic channel: by its length, or if the tables
 * found something. A short text shows little, and costs little. Nearly every spun text that decoding would find shows more.
 */
const LEAST_LOOK = { short: 0.04, middling: 0.06, long: 0.095 } as const;
/** What a text needs of that when the tables found something as well. */
const SUSPECT = 0.7;
/** Tokens from which a text is middling. */
const MIDDLING = 90;
/** Tokens from which a text is long. */
export const LONG = 160;

/** See `LEAST_LOOK`; nats for all of the text. */
export function leastLook(tokens: number, suspicion: number): number {
  const { short, middling, long } = LEAST_LOOK;
  const least = tokens < MIDDLING ? short : tokens < LONG ? middling : long;
  return tokens * least * (suspicion === Suspicion.None ? 1 : SUSPECT);
}

/** Nats of odd words, beyond the least, from which a text need not be looked at otherwise. */
export const CERTAIN = 20;

/** Tokens from which a text is not read as a whole for one stretch; and how far around it is read first. */
export const LONG_FOR_A_STRETCH = 500;
export const REACH = 200;
/** P(spun) of those surroundings from which all of the text is read. */
export const LEAST_AROUND = 0.3;
