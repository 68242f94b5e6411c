export type { DoneMigration, EngineContext } from "./context.ts";
export { HistoryChanged } from "./failure.ts";
export { runPlan } from "./run.ts";
