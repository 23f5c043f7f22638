import type { DocumentGraph } from "./document-graph.js";

/** ln of the mixed probability of every transition: Σ λ_k p_k. */
export function mixTransitions(graph: DocumentGraph, weights: Float64Array, into: Float64Array): void {
  const count = graph.froms.length;
  into.fill(0, 0, count);
  for (let k = 0; k < weights.length; k++) {
    const weight = weights[k]!;
    const p = graph.probabilities[k]!.data;
    for (let t = 0; t < count; t++) into[t]! += weight * p[t]!;
  }
  for (let t = 0; t < count; t++) into[t] = Math.log(into[t]!);
}
