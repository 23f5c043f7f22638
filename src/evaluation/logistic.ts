/** A case for a fit: its features (the first is 1 for the bias), how it came out, and how much it counts. */
export interface LogisticCase {
  readonly features: readonly number[];
  readonly right: boolean;
  readonly weight: number;
}

/** Keeps the weights finite when the cases can be told apart without error. */
const RIDGE = 1e-4;
const MOST_STEPS = 50;
const SMALL_STEP = 1e-9;

/** P(right) under the coefficients: the logistic function of their product with the features. */
export function logistic(coefficients: readonly number[], features: readonly number[]): number {
  return 1 / (1 + Math.exp(-features.reduce((sum, feature, at) => sum + feature * coefficients[at]!, 0)));
}

/**
 * Logistic regression by Newton's steps (iteratively reweighted least squares), halved where they overshoot.
 * @returns one coefficient a feature.
 */
export function fitLogistic(cases: readonly LogisticCase[]): number[] {
  const size = cases[0]?.features.length ?? 0;
  const total = cases.reduce((sum, { weight }) => sum + weight, 0) || 1;
  let coefficients = new Array<number>(size).fill(0);
  let loss = lossOf(cases, coefficients, total);
  for (let step = 0; step < MOST_STEPS; step++) {
    const { gradient, hessian } = derivatives(cases, coefficients, total);
    const direction = solve(hessian, gradient);
    let stride = 1;
    let next = coefficients;
    let nextLoss = Number.POSITIVE_INFINITY;
    for (; stride > 1e-6; stride /= 2) {
      const length = stride;
      next = coefficients.map((value, at) => value - length * direction[at]!);
      nextLoss = lossOf(cases, next, total);
      if (nextLoss <= loss) break;
    }
    if (!(nextLoss <= loss)) return coefficients;
    const gained = loss - nextLoss;
    [coefficients, loss] = [next, nextLoss];
    if (gained < SMALL_STEP) break;
  }
  return coefficients;
}

/** Mean negative log likelihood, with the ridge. */
function lossOf(cases: readonly LogisticCase[], coefficients: readonly number[], total: number): number {
  let loss = 0;
  for (const { features, right, weight } of cases) {
    const p = logistic(coefficients, features);
    loss -= weight * Math.log(Math.max(1e-12, right ? p : 1 - p));
  }
  return loss / total + (RIDGE / 2) * coefficients.reduce((sum, value) => sum + value * value, 0);
}

function derivatives(cases: readonly LogisticCase[], coefficients: readonly number[], total: number) {
  const gradient = coefficients.map((value) => RIDGE * value);
  const hessian = coefficients.map((_, row) => coefficients.map((_, column) => (row === column ? RIDGE : 0)));
  for (const { features, right, weight } of cases) {
    const p = logistic(coefficients, features);
    const error = (weight * (p - (right ? 1 : 0))) / total;
    const curvature = (weight * p * (1 - p)) / total;
    features.forEach((x, row) => {
      gradient[row]! += error * x;
      features.forEach((y, column) => {
        hessian[row]![column]! += curvature * x * y;
      });
    });
  }
  return { gradient, hessian };
}

/** Solves a small symmetric, positive definite system by elimination with pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at]!]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let at = column + 1; at < size; at++) {
      if (Math.abs(rows[at]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = at;
    }
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let at = 0; at < size; at++) {
      if (at === column) continue;
      const factor = rows[at]![column]! / rows[column]![column]!;
      for (let k = column; k <= size; k++) rows[at]![k]! -= factor * rows[column]![k]!;
    }
  }
  return rows.map((row, at) => row[size]! / row[at]!);
}
