export { lockModes, type LockMode } from "../../sql/statement/index.ts";
export { commandModes, isStandalone, type StandaloneAction } from "./command-modes.ts";
export { blockedBy, conflictsOf, isAtLeast, strongest } from "./modes.ts";
export { isBuiltIn } from "./built-in-functions.ts";
export { isBounded } from "./bounded-change.ts";
export { proofsOf } from "./not-null-proof.ts";
export { slowWork, type SlowWork, type SlowWorkKind } from "./slow-work.ts";
export { isUtc, isWidened, ownTypes } from "./stored-types.ts";
export {
  baseType,
  costOf,
  isComparedAnew,
  typeChangeOf,
  type Cost,
  type TypeChange,
} from "./type-change.ts";
export { volatileFunctionOf } from "./volatility.ts";
export { locksTaken, type TakenLock } from "./taken.ts";
