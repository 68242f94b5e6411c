import {
  checkNames,
  type Check,
  type Problem,
  type VerifiedMigration,
  type VerifyResult,
} from "../verify/index.ts";
import { errorJson, withoutSecrets } from "./json.ts";
import { guardRemedyText } from "../lint/index.ts";
import { noteTexts, checkReasonText } from "./remarks-text.ts";
import { problemText } from "./problem-text.ts";

/** What `verify` found out as JSON: its facts, each problem in words too, and no secret. */
export function verifyJson(result: VerifyResult): object {
  return withoutSecrets({
    ...result,
    migrations: result.migrations.map(migrationJson),
    notReached: result.notReached.map((one) => ({ ...one, error: errorJson(one.error) })),
  });
}

function migrationJson(migration: VerifiedMigration): object {
  const checks = checkNames.map((name) => [name, checkJson(migration[name])] as const);
  return { ...migration, ...Object.fromEntries(checks) };
}

function checkJson(check: Check): object {
  const reason = checkReasonText(check);
  return {
    ...check,
    ...(reason !== undefined && { reason }),
    notes: noteTexts(check),
    problems: check.problems.map(problemJson),
  };
}

function problemJson(problem: Problem): object {
  if (problem.kind === "data" || problem.kind === "sequence")
    return { kind: problem.kind, phase: problem.phase, text: problemText(problem) };
  return {
    ...problem,
    ...(problem.kind === "error" && {
      error: errorJson(problem.error),
      ...(problem.remedy && { remedy: guardRemedyText(problem.remedy) }),
    }),
    text: problemText(problem),
  };
}
