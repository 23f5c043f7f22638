/** Thousands apart by commas, whatever the machine's language. */
export function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

/** "1 article", "2,000 articles". */
export function articleCount(count: number): string {
  return `${grouped(count)} article${count === 1 ? "" : "s"}`;
}
