/**
 * A probability as people read it in a running text: ".61", "1.00".
 * Anything short of certainty stays short of it, so .999 prints as ".99".
 */
export function formatProbability(probability: number): string {
  if (probability >= 1) return "1.00";
  return Math.min(probability, 0.99).toFixed(2).replace(/^0/, "");
}
