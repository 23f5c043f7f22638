/** How words look; each style also tells itself apart without colour. */
export type Style = "plain" | "removed" | "added" | "suggested" | "quiet" | "strong" | "bar" | "alarm";

/** Words of one look. */
export interface Run {
  readonly text: string;
  readonly style: Style;
  /** Part of the edit in hand. */
  readonly here?: boolean;
}

/** One row of the screen. */
export type Line = readonly Run[];
