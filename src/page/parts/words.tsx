import type { ComponentChildren } from "preact";

/** Words of a document: whatever direction they switch to ends with them. */
export function Words({ children }: { children: ComponentChildren }) {
  return <bdi class="words">{children}</bdi>;
}

/** ".97" as text; short of certainty it stays short of it. */
export function shownProbability(probability: number): string {
  if (probability >= 1) return "1.00";
  return Math.min(probability, 0.99).toFixed(2).replace(/^0/, "");
}

export function percent(share: number): string {
  const hundredths = share * 100;
  return `${hundredths >= 10 || hundredths === 0 ? Math.round(hundredths) : hundredths.toFixed(1)} %`;
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** Only web addresses become links; all else is shown as it is written. */
export function Address({ url }: { url: string }) {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return <Words>{url}</Words>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      <Words>{url}</Words>
    </a>
  );
}
