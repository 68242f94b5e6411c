import { randomUUID } from "node:crypto";
import type { RunEvent } from "../events.ts";
import type { LogFormat } from "../settings/kinds.ts";

export type LogLevel = "debug" | "info" | "warn" | "error";

/** Ties together all that one run of the command line writes. */
let id: string | undefined;

let isJson = false;

/** From now on what is written is another run's. */
export function beginLog(): void {
  id = undefined;
  isJson = false;
}

export function runId(): string {
  return (id ??= randomUUID());
}

/** From now on what goes to standard error is JSON, or is not. */
export function logAs(format: LogFormat): void {
  isJson = format === "json";
}

export function logsJson(): boolean {
  return isJson;
}

/** When, of which run, and how grave: what each line of JSON but an answer has. */
export function stamp(level: LogLevel) {
  return { time: new Date().toISOString(), run: runId(), level };
}

/** What is said of every line in words of our own, which a short secret may be a part of. */
export const keysOfEveryLine: ReadonlySet<string> = new Set<
  "type" | keyof ReturnType<typeof stamp>
>(["type", "time", "run", "level"]);

const warnings: readonly RunEvent["type"][] = [
  "warning",
  "blocked",
  "blocking",
  "ended-blocker",
  "gave-way",
  "dropped-invalid-index",
];
const failures: readonly string[] = ["failed", "again"];
const details: readonly RunEvent["type"][] = ["progress", "migration-ran", "seen", "rollout-seen"];

export function logLevelOf(event: RunEvent): LogLevel {
  const isWarning = event.type === "notice" && event.severity === "WARNING";
  const hasFailed = event.type === "member-ended" && failures.includes(event.outcome);
  if (isWarning || hasFailed || warnings.includes(event.type)) return "warn";
  return details.includes(event.type) || event.type === "notice" ? "debug" : "info";
}
