export {
  blockedBy,
  blockedWords,
  conflictsOf,
  isAtLeast,
  lockModes,
  strongest,
  type Blocked,
  type LockMode,
} from "./modes.ts";
export { optionsMode } from "./storage-options.ts";
export { locksTaken, type TakenLock } from "./taken.ts";
