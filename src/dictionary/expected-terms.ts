/** From what people wrote beside a tortured phrase ("(optical) character recognition (OCR) ?") to plain terms. */

/** Remarks about the phrase rather than a term for it. */
const REMARK = /search and replace|\?\?|^\?|\[\?\]|^\W*$/i;

/** Names and eponyms that stand capitalised in running text, as the expected terms know them. */
const PROPER = new Set(
  (
    "African Africa Alzheimer America American Android Arabia Arabic Arnold Asia Asian Atlantic Babbage Bayes Bayesian " +
    "Bell Bernoulli Boltzmann Boolean Brownian Byzantine Canny Cauchy Chebyshev China Chinese Crohn Cronbach " +
    "Dirichlet Doppler Ebola English Euclidean Euler Europe European Facebook Fourier French Gabor Gantt Gauss " +
    "Gaussian German Gibbs Google Haar Hadamard Hamming Hausdorff Hebbian Helsinki Henon Hermitian Hessian " +
    "Hilbert Hodgkin Hopfield Hough Huffman Huntington India Indian Italian Jaccard Jacobian Japan Japanese Java Jenkins " +
    "Joule Kalman Kaplan Kelvin Korea Korean Kruskal Lagrange Lagrangian Laplace Laplacian Lebesgue Legendre " +
    "Likert Linux Lyapunov Mahalanobis Manhattan Markov Maxwell Meier Michelson Microsoft Minkowski Nash Navier " +
    "Newton Newtonian Nobel Nyquist Otsu Pareto Parkinson Parseval Pearson Petri Planck Poisson Python Raman " +
    "Rayleigh Reynolds Riemann Russian Saudi Schmidt Schrodinger Shannon Sobel Spanish Spearman Stokes Taguchi " +
    "Taylor Turing Twitter Weibull Wilcoxon Windows YouTube Zernike Zika"
  ).split(" "),
);

/** Words that make a capitalised term the name of a body or a country, kept as written. */
const BODY =
  /\b(?:Agency|Bank|Bureau|Center|Centre|College|Commission|Committee|Corporation|Council|Department|Foundation|Fund|Institute|Institutes|Laboratories|Ministry|Nations|Organization|Organisation|Program|Society|Survey|Union|United|University|York)\b/;

/** Terms that `expected` names for `tortured`, most likely first, in the case they are written; none if it names none. */
export function expectedTerms(expected: string, tortured: string): string[] {
  const plain = withoutNotes(expected.replaceAll('\\"', '"'));
  if (REMARK.test(plain)) return [];
  return alternatives(plain, tortured)
    .map((term) => term.replace(/\s+/g, " ").trim())
    .filter((term) => term !== "");
}

/** "link news organization (cnn)" without its bracketed abbreviation, which the tool left alone. */
export function withoutAbbreviation(phrase: string): string {
  const bare = phrase.replace(/\s*\([^()]*\)/g, "").trim();
  return bare === "" ? phrase : bare;
}

function withoutNotes(text: string): string {
  return text
    .replace(/, see .*$|https?:\/\/[^\s)]+/, "")
    .replace(/(?<=\p{L})\((\p{L}+)\)/gu, "$1")
    .replace(/\s*\([^()]*\)|\s*\[(?!\?)[^[\]]*\]/g, "")
    .replace(/\.\.\.|…|[*"]|(?<=[^?\s]\s*)\?$/g, "")
    .replace(/^.* AND /, "")
    .trim();
}

/** Splits lists at " or " and slashes, unless the tortured phrase has them too. */
function alternatives(term: string, tortured: string): string[] {
  if (/ or /.test(term) && !/ or /.test(tortured)) return term.split(" or ");
  if (!term.includes("/") || tortured.includes("/")) return [term];
  const sides = term.split(/\s*\/\s*/);
  const whole = / \/ /.test(term) || sides.every((side) => side.includes(" "));
  return whole ? sides : wordAlternatives(term);
}

/** "fault detection/diagnosis" as "fault detection", "fault diagnosis"; abbreviations such as TCP/IP stay. */
function wordAlternatives(term: string): string[] {
  const words = term.split(" ");
  const at = words.findIndex((word) => word.includes("/"));
  const choices = words[at]?.split("/") ?? [];
  if (choices.every((choice) => choice === choice.toUpperCase())) return [term];
  return choices.map((choice) => words.with(at, choice).join(" "));
}

/**
 * A function that writes a term as in running text. Terms are often capitalised like titles; a word keeps its capital
 * when it is a known name, has capitals inside, or stands in the name of a body. `all` shows which words occur in
 * lower case anywhere.
 */
export function sentenceCase(all: readonly string[]): (term: string) => string {
  const lower = new Set(all.flatMap((term) => term.match(/(?<![\p{L}\d])\p{Ll}+(?![\p{L}\d])/gu) ?? []));
  return (term) => {
    const titled = term.split(" ").every((word) => /^[^a-z]/.test(word) || word.length <= 3);
    if (titled && BODY.test(term) && term.includes(" ") && !term.startsWith("Non-")) return term;
    return term.replace(/[\p{L}\d]+/gu, (word) => runningWord(word, lower));
  };
}

function runningWord(word: string, lower: ReadonlySet<string>): string {
  const small = word.toLowerCase();
  if (word === small) return properForm(word) ?? word;
  const capitalised = /^\p{Lu}\p{Ll}+$/u.test(word);
  if (!capitalised) return lower.has(small) && word.length > 3 ? small : word;
  return PROPER.has(word) ? word : small;
}

/** "bayesian" as "Bayesian": names that are never common words may be mended too. */
function properForm(word: string): string | undefined {
  const capital = word.charAt(0).toUpperCase() + word.slice(1);
  return PROPER.has(capital) && /ian$|sson$|ov$|^fourier|^pareto|^wilcoxon|^alzheimer/.test(word) ? capital : undefined;
}
