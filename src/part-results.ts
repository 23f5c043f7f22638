/** What the parts of a long document came to, as one. */
import { CLEAN } from "./decisions/detection.js";
import { rounded } from "./decisions/proposals.js";
import type { Detection, Origin } from "./result.js";
import { shifted, type TextPart } from "./text-parts.js";

/** One part's share in a result; offsets are the part's. */
export interface PartResult {
  readonly part: TextPart;
  readonly detection: Detection;
  readonly origin: Origin | null;
}

/**
 * The verdict on a document by those on its parts: spun if one of them is, as surely as the surest of them, and skipped only if all are.
 * Rate and families are the spun parts', each by its length.
 */
export function wholeDetection(parts: readonly PartResult[]): Detection {
  if (parts.length === 1) return parts[0]!.detection;
  const spun = parts.filter(({ detection }) => detection.verdict === "spun");
  if (spun.length > 0) return spunInParts(spun);
  const judged = parts.filter(({ detection }) => detection.verdict === "clean");
  if (judged.length === 0) return parts[0]!.detection;
  const probability = Math.max(...judged.map(({ detection }) => detection.probability));
  const rate = weighed(judged, ({ rate }) => rate);
  return { ...CLEAN, probability, rate: rounded(rate) };
}

function spunInParts(spun: readonly PartResult[]): Detection {
  const ids = new Set(spun.flatMap(({ detection }) => Object.keys(detection.families)));
  const shares = [...ids].map((id) => [id, rounded(weighed(spun, ({ families }) => families[id] ?? 0))] as const);
  const weights = new Map<string | null, number>();
  for (const { detection, part } of spun)
    weights.set(detection.family, (weights.get(detection.family) ?? 0) + part.text.length);
  const [family] = [...weights].reduce((most, one) => (one[1] > most[1] ? one : most));
  return {
    verdict: "spun",
    probability: Math.max(...spun.map(({ detection }) => detection.probability)),
    rate: rounded(weighed(spun, ({ rate }) => rate)),
    family,
    families: Object.fromEntries(shares),
    spans: spun.flatMap(({ detection, part }) => detection.spans.map((span) => shifted(span, part))),
  };
}

/** The mean of a figure, each part's by its length. */
function weighed(parts: readonly PartResult[], figure: (detection: Detection) => number): number {
  let sum = 0;
  let length = 0;
  for (const { detection, part } of parts) {
    sum += figure(detection) * part.text.length;
    length += part.text.length;
  }
  return sum / length;
}

/** The article that most of a document comes from, with what all parts that come from it show of it; null where none does. */
export function wholeOrigin(parts: readonly PartResult[]): Origin | null {
  if (parts.length === 1) return parts[0]!.origin;
  const shares = new Map<string, number>();
  const length = parts.reduce((sum, { part }) => sum + part.text.length, 0);
  for (const { origin, part } of parts) {
    if (origin === null) continue;
    shares.set(origin.article, (shares.get(origin.article) ?? 0) + (origin.share * part.text.length) / length);
  }
  if (shares.size === 0) return null;
  const [article, share] = [...shares].reduce((most, one) => (one[1] > most[1] ? one : most));
  const own = parts.flatMap(({ origin, part }) => (origin?.article === article ? [{ origin, part }] : []));
  const surest = own.reduce((a, b) => (b.origin.probability > a.origin.probability ? b : a)).origin;
  return {
    ...surest,
    share: rounded(share),
    used: rounded(
      Math.min(
        1,
        own.reduce((sum, { origin }) => sum + origin.used, 0),
      ),
    ),
    passages: own.flatMap(({ origin, part }) => origin.passages.map((passage) => shifted(passage, part))),
    differs: own.flatMap(({ origin, part }) => origin.differs.map((difference) => shifted(difference, part))),
  };
}
