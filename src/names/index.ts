export { Gazetteer, wordFlags } from "./gazetteer.js";
export { readNames } from "./gazetteer-file.js";
export {
  knownNamesIn,
  type NameCandidate,
  type NamesInput,
  type NameTools,
  nameCandidates,
  nameTools,
} from "./name-candidates.js";
