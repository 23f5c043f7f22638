/** How the evaluation writes its figures. */
import type { Interval } from "./bootstrap.js";

/** A ratio or rate with three decimals and no leading zero: ".862", "1.000", "12.500"; "–" for null or not a number. */
export function formatFigure(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return "–";
  return value.toFixed(3).replace(/^(-?)0\./, "$1.");
}

/** Two figures, the lesser first: ".841–.903"; "–" for null. */
export function formatInterval(interval: Interval | null): string {
  return interval === null ? "–" : `${formatFigure(interval.low)}–${formatFigure(interval.high)}`;
}

/** A whole number with commas between thousands: "2,353,553". */
export function formatCount(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}
