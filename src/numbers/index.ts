export { lockMeantNumbers, type NumberInput, numberCandidates } from "./candidates.js";
