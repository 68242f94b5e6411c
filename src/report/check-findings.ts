import { type CheckPart, type CheckResult, stoppingStatements } from "../commands/check.ts";
import { checkParts } from "../commands/check-parts.ts";
import type { StatementImpact } from "../impact/index.ts";
import { countsOf, type Finding, type LintResult } from "../lint/index.ts";
import type { Location, PgmaestroError } from "../errors/index.ts";
import type { VerifiedMigration } from "../verify/index.ts";
import { type LocatedAnnotation, verifyAnnotations } from "./github.ts";
import { reasonText } from "./impact-reason.ts";

/**
 * All that `check` found at places in files as findings, so that the formats of lint hold it: those of lint, what failed
 * or is not covered in verify, and the statements that stop an application.
 */
export function checkFindings({ migrations, names, lint, verify, plan }: CheckResult): LintResult {
  const read = [names, lint].flatMap(resultOf);
  const findings = [
    ...read.flatMap((one) => one.findings),
    ...resultOf(verify).flatMap((one) => one.migrations.flatMap(verifyFindings)),
    ...resultOf(plan).flatMap((one) => stoppingStatements(one, migrations).map(planFinding)),
  ];
  return {
    ...(read[0] ?? nothingRead),
    migrations,
    findings,
    counts: countsOf(findings),
    sources: new Map(read.flatMap(({ sources }) => [...sources])),
  };
}

const nothingRead: Omit<LintResult, "migrations" | "findings" | "counts" | "sources"> = {
  ...{ ignored: 0, hidden: 0, unread: 0, unreadCode: 0, passed: true },
  postgres: { major: 15, source: "the default" },
};

function resultOf<Result>(part: CheckPart<Result>): Result[] {
  return "result" in part ? [part.result] : [];
}

function verifyFindings(migration: VerifiedMigration): Finding[] {
  return verifyAnnotations(migration).map((one) => findingOf(migration.name, "verify", one));
}

function planFinding({ migration, reasons, verdict, ...place }: StatementImpact): Finding {
  const [gravest] = reasons;
  const message = gravest === undefined ? verdict : `${verdict}: ${reasonText(gravest)}`;
  return findingOf(migration, "plan", { level: "error", message, ...place });
}

function findingOf(
  migration: string,
  rule: string,
  { level, message, file, line = 1, column = 1 }: Omit<LocatedAnnotation, "title">,
): Finding {
  const [text, ...more] = message.split("\n");
  return {
    ...{ rule, severity: level, migration, file, line, column, endLine: line, endColumn: column },
    message: text!,
    ...(more.length > 0 && { help: more.join("\n") }),
    ...{ start: 0, end: 0 },
  };
}

/** What kept parts from finding anything, with its place where it has one. */
export function checkErrors(
  result: CheckResult,
): { readonly error: PgmaestroError; readonly location?: Location }[] {
  return checkParts.flatMap((name) => {
    const part = result[name];
    if (!("error" in part)) return [];
    const { error } = part;
    return [{ error, ...("location" in error && { location: error.location as Location }) }];
  });
}
