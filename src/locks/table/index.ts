export { lockModes, type LockMode } from "../../sql/statement/index.ts";
export { commandModes, isStandalone, type StandaloneAction } from "./command-modes.ts";
export {
  blockedBy,
  blockedWords,
  conflictsOf,
  isAtLeast,
  strongest,
  type Blocked,
} from "./modes.ts";
export { optionsMode } from "./storage-options.ts";
export { locksTaken, type TakenLock } from "./taken.ts";
