/** What the numbers of an edit's evidence, in nats, mean to a reader; the numbers themselves stand behind. */

/** Times beyond which nobody counts. */
const MOST_TIMES = 1e6;
/** Factors nearer to one than this are none. */
const EVEN = 1.05;

/** What the language model gains by the original: "640 times as likely with it (+6.46 nats)". */
export function likelier(gain: number): string {
  const times = Math.exp(Math.abs(gain));
  if (times < EVEN) return `as likely with it as without (${signed(gain)})`;
  return `${counted(times)} times ${gain > 0 ? "as likely" : "less likely"} with it (${signed(gain)})`;
}

/** How often the tool chooses these words where it swaps the original: "in 31 % of its swaps of the original (−1.17 nats)". */
export function shareOfSwaps(log: number): string {
  const percent = Math.min(100, 100 * Math.exp(log));
  const shown = percent >= 10 ? Math.round(percent).toString() : percent >= 0.1 ? percent.toFixed(1) : "under 0.1";
  return `in ${shown} % of its swaps of the original (${signed(log)})`;
}

function counted(times: number): string {
  if (times > MOST_TIMES) return "over a million";
  if (times < 10) return times.toFixed(1);
  return Number(times.toPrecision(2)).toLocaleString("en");
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)} nats`;
}
