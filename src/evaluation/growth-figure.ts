/** What a row of the report says; figures of time are of the processor. */
export interface GrowthFigure {
  readonly size: number;
  /** Milliseconds for 1,000 words. */
  readonly perThousand: number;
  /** The same for clean text, where both are measured. */
  readonly clean?: number;
  /** Greatest resident set, in MB of 1,000,000 bytes. */
  readonly resident: number;
  /** Milliseconds until it is open. */
  readonly open?: number;
  /** Size of its file. */
  readonly bytes?: number;
  /** Articles added in a second of processor time. */
  readonly added?: number;
}

/** See `GrowthFigure`; of this process. */
export function residentMost(): number {
  return (process.resourceUsage().maxRSS * 1024) / 1e6;
}
