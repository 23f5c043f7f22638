/** The encoding that an XML declaration names, in the first bytes of a file. */
export function declaredInXml(head: Uint8Array): string | undefined {
  return /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(ascii(head))?.[1];
}

/** The encoding that a page's `<meta>` names, or its XML declaration. */
export function declaredInHtml(head: Uint8Array): string | undefined {
  const text = ascii(head).replace(/<!--[\s\S]*?-->/g, "");
  const meta = /<meta\s[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(text)?.[1];
  return meta ?? declaredInXml(head);
}

/** The encoding that a content type names: `text/html; charset=ISO-8859-1`. */
export function declaredInType(contentType: string): string | undefined {
  return /;\s*charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1];
}

/** Declarations must stand within the first 1024 bytes; pages do not always know. */
function ascii(head: Uint8Array): string {
  return Buffer.from(head.subarray(0, 4096))
    .toString("latin1")
    .replace(/^\u00ef\u00bb\u00bf/, "");
}
