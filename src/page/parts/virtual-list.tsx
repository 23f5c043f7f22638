import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** Rows drawn above and below what is seen, so that a quick scroll shows no gap. */
const SPARE = 8;
/** Rows drawn for a printer, which cannot scroll. */
const PRINTED = 1000;

export interface VirtualListProps {
  readonly label: string;
  readonly count: number;
  /** CSS pixels; the same for each row. */
  readonly rowHeight: number;
  /** Row to keep in sight, or -1. */
  readonly inHand: number;
  row(index: number): ComponentChildren;
}

/** A list of any length that draws only the rows in sight. */
export function VirtualList({ label, count, rowHeight, inHand, row }: VirtualListProps) {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(800);
  const isPrinting = usePrinting();
  useLayoutEffect(() => {
    const element = box.current!;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => bringIntoSight(box.current!, inHand, rowHeight), [inHand, rowHeight]);
  const first = isPrinting ? 0 : Math.max(0, Math.floor(top / rowHeight) - SPARE);
  const last = isPrinting ? Math.min(count, PRINTED) : Math.min(count, Math.ceil((top + height) / rowHeight) + SPARE);
  const rows: ComponentChildren[] = [];
  for (let index = first; index < last; index++) {
    rows.push(
      <li
        key={index}
        class="row"
        style={{ top: `${index * rowHeight}px`, height: `${rowHeight}px` }}
        aria-posinset={index + 1}
        aria-setsize={count}
      >
        {row(index)}
      </li>,
    );
  }
  return (
    <section
      class="list-box"
      ref={box}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      tabIndex={0}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <ul class="list" style={{ height: isPrinting ? "auto" : `${count * rowHeight}px` }}>
        {rows}
      </ul>
      {isPrinting && count > PRINTED && <p>… and {count - PRINTED} more</p>}
    </section>
  );
}

function bringIntoSight(box: HTMLElement, index: number, rowHeight: number): void {
  if (index < 0) return;
  const [start, end] = [index * rowHeight, (index + 1) * rowHeight];
  if (start < box.scrollTop) box.scrollTop = Math.max(0, start - rowHeight);
  else if (end > box.scrollTop + box.clientHeight) box.scrollTop = end + rowHeight - box.clientHeight;
}

function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const media = matchMedia("print");
    const listener = () => setPrinting(media.matches);
    media.addEventListener("change", listener);
    return () => media.removeEventListener("change", listener);
  }, []);
  return isPrinting;
}
