import type { Splice } from "./splice.js";

/**
 * A replacement cut into the words that it changes, so that all between them (a tag, a line break, `&nbsp;`) stays.
 * Words pair up where both sides have as many, with the same white space between; else the words that differ go as one.
 */
export function wordParts(text: string, splice: Splice): Splice[] {
  const was = tokensOf(text.slice(splice.start, splice.end));
  const now = tokensOf(splice.text);
  let head = 0;
  while (head < was.length && head < now.length && was[head] === now[head]) head += 1;
  let tail = 0;
  const most = Math.min(was.length, now.length) - head;
  while (tail < most && was[was.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  const start = splice.start + lengthOf(was, 0, head);
  const left = was.slice(head, was.length - tail);
  const right = now.slice(head, now.length - tail);
  if (left.length === 0 && right.length === 0) return [];
  if (!pairUp(left, right)) {
    const end = start + lengthOf(left, 0, left.length);
    return [{ start, end, text: right.join(""), edit: splice.edit }];
  }
  const parts: Splice[] = [];
  let at = start;
  for (const [index, word] of left.entries()) {
    if (word !== right[index]) parts.push({ start: at, end: at + word.length, text: right[index]!, edit: splice.edit });
    at += word.length;
  }
  return parts;
}

/** The part without what both its ends have in common, so that `&rsquo;s` stays as it is spelled. */
export function trimmed(text: string, part: Splice): Splice {
  const most = Math.min(part.end - part.start, part.text.length);
  let head = 0;
  while (head < most && text.charCodeAt(part.start + head) === part.text.charCodeAt(head)) head += 1;
  if (head > 0 && isHighSurrogate(part.text.charCodeAt(head - 1))) head -= 1;
  let tail = 0;
  const same = () => text.charCodeAt(part.end - 1 - tail) === part.text.charCodeAt(part.text.length - 1 - tail);
  while (tail < most - head && same()) tail += 1;
  if (tail > 0 && isLowSurrogate(part.text.charCodeAt(part.text.length - tail))) tail -= 1;
  return {
    start: part.start + head,
    end: part.end - tail,
    text: part.text.slice(head, part.text.length - tail),
    edit: part.edit,
  };
}

function tokensOf(text: string): string[] {
  return text.match(/\s+|\S+/gu) ?? [];
}

function lengthOf(tokens: readonly string[], from: number, to: number): number {
  let length = 0;
  for (let i = from; i < to; i++) length += tokens[i]!.length;
  return length;
}

function pairUp(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  return left.every((token, index) => token === right[index] || (!isSpace(token) && !isSpace(right[index]!)));
}

function isSpace(token: string): boolean {
  return /^\s/u.test(token);
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
