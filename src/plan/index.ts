export * from "./choose.ts";
export type { Distribution } from "./distribution.ts";
export { LeftPath, type StrayName } from "./left-path.ts";
export { asDeployed, type Overlaps, overlapsOf } from "./overtaking.ts";
export { type PartlyDone, partlyDone } from "./partly-done.ts";
export * from "./plan.ts";
export type { ReadingOptions } from "./reading.ts";
export * from "./reason.ts";
export {
  begunInWords,
  partlyDoneInWords,
  reasonInWords,
  sequentialInWords,
  slowWorkVerbs,
  strayInWords,
} from "./reason-words.ts";
export { inOrderOfNeeds, readInOrder } from "./read-repeatable.ts";
export { dropsOfAll, isChanged, isSettled, repeatableTasks } from "./repeatables.ts";
export { cutSegments } from "./segments.ts";
export {
  baselineTask,
  downTask,
  partialOf,
  type PlanningOptions,
  type Task,
  upTask,
} from "./tasks.ts";
export { planOf } from "./planned.ts";
export { sequentialMode } from "./sequential.ts";
export * from "./states.ts";
export { keepReading } from "./kept-reading.ts";
export { type CutOptions, type PlacedPart, type Placement, Transactions } from "./transactions.ts";
export { shownStatement, writtenStatement } from "./work-statement.ts";
export { downWork, moduleWork, readWork, upWork } from "./work.ts";
