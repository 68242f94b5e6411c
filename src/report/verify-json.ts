import {
  checkNames,
  type Check,
  type Problem,
  type VerifiedMigration,
  type VerifyResult,
} from "../verify/index.ts";
import { errorJson, withoutSecrets } from "./json.ts";
import { guardRemedyText } from "../lint/index.ts";
import { problemText } from "./problem-text.ts";

/** What `verify` found out as JSON: its facts, each problem in words too, and no secret. */
export function verifyJson(result: VerifyResult): object {
  return withoutSecrets({ ...result, migrations: result.migrations.map(migrationJson) });
}

function migrationJson(migration: VerifiedMigration): object {
  const checks = checkNames.map((name) => [name, checkJson(migration[name])] as const);
  return { ...migration, ...Object.fromEntries(checks) };
}

function checkJson(check: Check): object {
  return { ...check, problems: check.problems.map(problemJson) };
}

function problemJson(problem: Problem): object {
  return {
    ...problem,
    ...(problem.kind === "error" && {
      error: errorJson(problem.error),
      ...(problem.remedy && { remedy: guardRemedyText(problem.remedy) }),
    }),
    text: problemText(problem),
  };
}
