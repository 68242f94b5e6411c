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
export { isBounded } from "./bounded-change.ts";
export { proofsOf } from "./not-null-proof.ts";
export { slowWork, type SlowWork, type SlowWorkKind } from "./slow-work.ts";
export { isUtc, isWidened, ownTypes } from "./stored-types.ts";
export { baseType, costOf, typeChangeOf, type Cost, type TypeChange } from "./type-change.ts";
export { volatileFunctionOf } from "./volatility.ts";
export { optionsMode } from "./storage-options.ts";
export { locksTaken, type TakenLock } from "./taken.ts";
