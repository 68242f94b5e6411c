import type { Difference } from "../../src/catalog/index.ts";
import { MigrationFailedError } from "../../src/errors/index.ts";
import type { CheckReason, NotReached, Note } from "../../src/verify/index.ts";
import {
  isSound,
  type Check,
  type Phase,
  type Problem,
  type VerifiedMigration,
  type VerifyResult,
} from "../../src/verify/verdict.ts";
import type { DataDifference } from "../../src/rows/index.ts";
import { ups } from "./results.ts";

export const passed: Check = { verdict: "passed", problems: [], notes: [] };

export function failed(...problems: Problem[]): Check {
  return { verdict: "failed", problems, notes: [] };
}

export function skipped(reason: CheckReason): Check {
  return { verdict: "skipped", problems: [], notes: [], reason };
}

export function notCovered(reason: CheckReason): Check {
  return { verdict: "not-covered", problems: [], notes: [], reason };
}

/** Rows that a phase should not have taken. */
export function rowsGone(phase: Phase, table: string): Problem {
  return { kind: "data", phase, change: goneFrom(table) };
}

function goneFrom(table: string): DataDifference {
  const facts = { alsoCalled: [table], hasTriggers: false, tableRecreated: false };
  const example = [{ name: "id", value: "1" }];
  return { kind: "rows gone", table, ...facts, rows: 3, example };
}

export const downFails: CheckReason = { kind: "section-fails", section: "down" };

export function notDescribed(kind: string, name: string): CheckReason {
  return { kind: "not-described", objects: [{ kind, name }] };
}

/** A migration of which everything holds, but for what is said. */
export function verified(name: string, more: Partial<VerifiedMigration> = {}): VerifiedMigration {
  const checks = { up: passed, repeatable: passed, down: passed, roundTrip: passed, data: passed };
  return { name, file: `migrations/${name}.sql`, ...checks, durationMs: 12, ...more };
}

export function resultOf(
  migrations: readonly VerifiedMigration[],
  more: Partial<VerifyResult> = {},
): VerifyResult {
  return {
    migrations,
    notReached: [],
    unfilled: [],
    undescribed: [],
    repeatable: { mode: "error", because: "guards" },
    scratch: "PGlite (PostgreSQL 18.3)",
    passed: migrations.every(isSound),
    durationMs: 3400,
    ...more,
  };
}

/** A migration that fails without others. */
export function notReached(name: string, ...without: string[]): NotReached {
  return { name, without, error: refusal("up", `migrations/${name}.sql`, "no").error };
}

/** Made-up rows that the server refused. */
export function refusedRows(message: string): Note {
  const at = { file: "migrations/1_a.sql", line: 3, column: 7 };
  const values = [{ name: "id", value: "1" }];
  return {
    kind: "rows-refused",
    phase: "up",
    message,
    at,
    left: false,
    row: { table: "app.a", values },
  };
}

/** A table that a phase should not have left, and what would take it away. */
export function leftTable(name: string, phase: Phase, ...mend: string[]): Problem {
  const difference: Difference = {
    object: { kind: "table", name },
    change: "extra",
    details: [],
  };
  return { kind: "difference", phase, difference, mend, suffices: true };
}

/** What the server refused at line 3, column 7 of a migration's file. */
export function refusal(
  phase: Phase,
  file: string,
  message: string,
  detail?: string,
): Extract<Problem, { readonly kind: "error" }> {
  const server = { message, sqlState: "42P07", detail, hint: undefined, where: undefined };
  const error = new MigrationFailedError(
    {
      migration: "1_a",
      direction: phase.startsWith("down") ? "down" : "up",
      location: { file, line: 3, column: 7 },
      statement: "create table x ()",
      server,
      source: "",
    },
    { done: [], notDone: ups("1_a"), inDoubt: [] },
  );
  return { kind: "error", phase, error };
}
