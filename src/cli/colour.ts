import { styleText } from "node:util";
import { formatProbability } from "../reports/probability.js";
import { plainMarks, type WordMarks } from "../reports/words.js";

/** Colours on a terminal that has not refused them (no-color.org); brackets everywhere else. */
export function terminalMarks(): WordMarks {
  const { NO_COLOR } = process.env;
  return process.stdout.isTTY && !NO_COLOR ? colouredMarks : plainMarks;
}

// Strikethrough and underline tell the marks apart without red and green.
const colouredMarks: WordMarks = {
  removed: (words) => (words === "" ? "" : paint(["red", "strikethrough"], words)),
  added: (words) => (words === "" ? "" : paint(["green", "underline"], words)),
  suggested: (words, probability) => paint(["yellow"], `{?${words} p=${formatProbability(probability)}?}`),
};

function paint(styles: Parameters<typeof styleText>[0], words: string): string {
  // The choice was made above; Node's own check of the stream would repeat it with other rules.
  return styleText(styles, words, { validateStream: false });
}
