import { type Gazetteer, NameKind } from "./gazetteer.js";

/** Words that begin or end names of people, so often as the gazetteer has them, by form. */
export class PersonWords {
  /** Counted when it is asked for first. */
  private counts: Uint16Array | undefined;

  constructor(private readonly gazetteer: Gazetteer) {}

  /** Names of people that a word, in lower case, begins or ends. */
  count(word: string): number {
    const form = this.gazetteer.formOf(word);
    if (form < 0) return 0;
    this.counts ??= this.counted();
    return this.counts[form]!;
  }

  private counted(): Uint16Array {
    const counts = new Uint16Array(this.gazetteer.wordCount);
    const { firstEdges, edgeWords } = this.gazetteer.tables;
    for (let edge = firstEdges[0]!; edge < firstEdges[1]!; edge++) this.visit(counts, edge + 1, edgeWords[edge]!);
    return counts;
  }

  /** Counts the names below a node, all of which begin with one word. */
  private visit(counts: Uint16Array, node: number, first: number): void {
    const { firstEdges, edgeWords, nodeKinds } = this.gazetteer.tables;
    for (let edge = firstEdges[node]!; edge < firstEdges[node + 1]!; edge++) {
      if ((nodeKinds[edge + 1]! & NameKind.Person) !== 0) {
        this.add(counts, first);
        this.add(counts, edgeWords[edge]!);
      }
      this.visit(counts, edge + 1, first);
    }
  }

  private add(counts: Uint16Array, word: number): void {
    const form = this.gazetteer.formStart(word);
    if (counts[form]! < 0xffff) counts[form] = counts[form]! + 1;
  }
}
