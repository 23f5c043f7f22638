/** PostgreSQL's text holds any character but NUL, which stands as U+0001 "0"; U+0001 itself as U+0001 "1". */
const MARK = "\u0001";

export function storedText(text: string): string {
  if (!text.includes("\0") && !text.includes(MARK)) return text;
  return text.replaceAll(MARK, `${MARK}1`).replaceAll("\0", `${MARK}0`);
}

export function givenText(stored: string): string {
  if (!stored.includes(MARK)) return stored;
  return stored.replaceAll(`${MARK}0`, "\0").replaceAll(`${MARK}1`, MARK);
}
