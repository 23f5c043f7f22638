/** How much is found when so few clean texts may be called spun: a threshold set on some of them, checked on the others. */

/** A text's score, greater for what looks more spun, and the verdict that the engine gave. */
export interface Scored {
  readonly score: number;
  readonly spun: boolean;
}

/** Clean texts in two halves that have no story in common. */
export interface CleanHalves {
  /** The threshold is set on these. */
  readonly fitted: readonly Scored[];
  /** The false alarms are counted on these. */
  readonly checked: readonly Scored[];
}

/** Counts, so that they can be added up over engines with thresholds of their own. */
export interface DetectionCounts {
  readonly garbled: number;
  readonly found: number;
  readonly foundByVerdict: number;
  /** Clean texts that the threshold was not set on. */
  readonly clean: number;
  readonly falseAlarms: number;
  readonly falseByVerdict: number;
}

/** The least score that at most this share of the texts exceeds: a text is found when its score is above it. */
export function thresholdFor(texts: readonly Scored[], share: number): number {
  const scores = texts.map(({ score }) => score).sort((a, b) => b - a);
  return scores[Math.floor(share * scores.length)] ?? Number.NEGATIVE_INFINITY;
}

/** What is found when at most `share` of the fitted clean texts may be; false alarms on the others. */
export function detectionAt(
  garbled: readonly Scored[],
  { fitted, checked }: CleanHalves,
  share: number,
): DetectionCounts {
  const threshold = thresholdFor(fitted, share);
  const above = (texts: readonly Scored[]) => texts.filter(({ score }) => score > threshold).length;
  const calledSpun = (texts: readonly Scored[]) => texts.filter(({ spun }) => spun).length;
  return {
    garbled: garbled.length,
    found: above(garbled),
    foundByVerdict: calledSpun(garbled),
    clean: checked.length,
    falseAlarms: above(checked),
    falseByVerdict: calledSpun(checked),
  };
}

export function addCounts(all: readonly DetectionCounts[]): DetectionCounts {
  const sum = (of: (counts: DetectionCounts) => number) => all.reduce((total, counts) => total + of(counts), 0);
  return {
    garbled: sum((counts) => counts.garbled),
    found: sum((counts) => counts.found),
    foundByVerdict: sum((counts) => counts.foundByVerdict),
    clean: sum((counts) => counts.clean),
    falseAlarms: sum((counts) => counts.falseAlarms),
    falseByVerdict: sum((counts) => counts.falseByVerdict),
  };
}
