export { loadTraces, saveTrace } from "./kept-traces.ts";
export type * from "./trace.ts";
export { tracePlan, type PlanTrace } from "./trace-plan.ts";
export type { TransactionNumbers } from "./tracer.ts";
