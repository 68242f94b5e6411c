export * from "./choose.ts";
export * from "./plan.ts";
export { cutSegments } from "./segments.ts";
export { downTask, partialOf, planOf, type PlanningOptions, type Task, upTask } from "./tasks.ts";
export * from "./states.ts";
export { downWork, moduleWork, upWork, type Work } from "./work.ts";
