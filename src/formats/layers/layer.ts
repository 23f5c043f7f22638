import type { Splice } from "./splice.js";
import type { TextMap } from "./text-map.js";

/** Whether the file's encoding has this text. */
export type Encodable = (text: string) => boolean;

/**
 * One way in which a text is spelled inside another: references in XML, escapes in a JSON string, visible text in
 * HTML. Layers stack: HTML inside a CDATA section inside a feed is two of them.
 */
export interface Layer {
  readonly map: TextMap;
  /** How `text` is spelled where the style holds, or why it cannot be. */
  readonly escape: (text: string, style: number) => Escaped;
  /** What must be added in the source once anything in the layer changes, as quotes around a CSV cell. */
  readonly around?: (splices: readonly Splice[]) => readonly [before: Splice, behind: Splice] | undefined;
}

export type Escaped = { readonly spelled: string } | { readonly refusal: string };

export function spelledAs(spelled: string): Escaped {
  return { spelled };
}

export function refusedBecause(refusal: string): Escaped {
  return { refusal };
}

/** The refusal for text that the file's encoding lacks and that the format cannot spell otherwise. */
export const NOT_ENCODABLE = refusedBecause("the file's encoding has no such character");
