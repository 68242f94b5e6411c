export type { DoneMigration, EngineContext, HistoryRowId } from "./context.ts";
export { HistoryChanged } from "./failure.ts";
export { runPlan } from "./run.ts";
