/** A bar with rate and time left that redraws itself on standard error. */
export interface Bar {
  /** A file is done up to so many bytes, with so many documents. */
  advance(file: string, bytes: number, documents: number): void;
  /** Takes the bar off the line, so that a message can stand there. */
  clear(): void;
  finish(): void;
}

const WIDTH = 24;
/** Milliseconds between two drawings, and over which the rate is taken. */
const REDRAW = 200;
const RATE_OVER = 10_000;

/** Shows itself on a terminal only, when asked for. @param total bytes. */
export function startBar(wanted: boolean, total: number): Bar {
  if (!wanted || !process.stderr.isTTY) return { advance() {}, clear() {}, finish() {} };
  const reached = new Map<string, readonly [bytes: number, documents: number]>();
  const past: (readonly [time: number, bytes: number])[] = [];
  let [bytes, documents, drawn] = [0, 0, 0];
  const clear = () => void process.stderr.write("\r\u001b[K");
  return {
    advance(file, fileBytes, fileDocuments) {
      const [beforeBytes, beforeDocuments] = reached.get(file) ?? [0, 0];
      reached.set(file, [fileBytes, fileDocuments]);
      bytes += fileBytes - beforeBytes;
      documents += fileDocuments - beforeDocuments;
      const now = performance.now();
      if (now - drawn < REDRAW) return;
      drawn = now;
      past.push([now, bytes]);
      while (past.length > 2 && now - past[0]![0] > RATE_OVER) past.shift();
      process.stderr.write(`\r\u001b[K${barLine({ bytes, total, documents, rate: rateOf(past) })}`);
    },
    clear,
    finish: clear,
  };
}

/** Bytes a second. */
function rateOf(past: readonly (readonly [time: number, bytes: number])[]): number {
  const [from, to] = [past[0]!, past.at(-1)!];
  return to[0] > from[0] ? ((to[1] - from[1]) / (to[0] - from[0])) * 1000 : 0;
}

export interface Shown {
  readonly bytes: number;
  readonly total: number;
  readonly documents: number;
  /** Bytes a second; 0 when it is not known yet. */
  readonly rate: number;
}

/** "[######------]  50 %  1,200 documents  1.4 MB/s  2:05 left". */
export function barLine({ bytes, total, documents, rate }: Shown): string {
  const share = total === 0 ? 0 : Math.min(bytes / total, 1);
  const filled = Math.floor(share * WIDTH);
  const bar = `[${"#".repeat(filled)}${"-".repeat(WIDTH - filled)}]`;
  const counted = `${String(Math.floor(share * 100)).padStart(3)} %  ${documents.toLocaleString("en-US")} documents`;
  if (rate <= 0) return `${bar} ${counted}`;
  return `${bar} ${counted}  ${(rate / 1e6).toFixed(1)} MB/s  ${duration((total - bytes) / rate)} left`;
}

function duration(seconds: number): string {
  const left = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(left / 3600), Math.floor(left / 60) % 60];
  const end = String(left % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${end}` : `${minutes}:${end}`;
}
