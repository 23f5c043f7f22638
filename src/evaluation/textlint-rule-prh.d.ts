declare module "textlint-rule-prh" {
  import type { TextlintKernelRule } from "@textlint/kernel";

  /** A CommonJS module, as an import of its default sees it. */
  const imported: { readonly default: TextlintKernelRule["rule"] };

  // biome-ignore lint/style/noDefaultExport: that is how a CommonJS package is seen
  export { imported as default };
}
