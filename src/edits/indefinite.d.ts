/** The part of the `indefinite` package that unspin uses; it ships no types of its own. */
declare module "indefinite" {
  function indefinite(word: string, options: { articleOnly: true }): "a" | "an";

  // biome-ignore lint/style/noDefaultExport: that is how a CommonJS package is seen
  export { indefinite as default };
}
