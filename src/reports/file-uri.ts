import { posix } from "node:path";

/**
 * A path as a URI reference: relative ones stay so, absolute ones become `file:` URIs. All that has a meaning in URIs is
 * encoded, the colon of a first segment included, which would else be a scheme.
 */
export function fileUri(path: string): string {
  if (path === "-") return "stdin";
  const segments = posix
    .normalize(path.replace(/\p{Surrogate}/gu, "\ufffd"))
    .split("/")
    .map(encodeURIComponent);
  return (path.startsWith("/") ? "file://" : "") + segments.join("/");
}
