import {
  checkNames,
  type Problem,
  type VerifiedMigration,
  type VerifyResult,
} from "../verify/index.ts";
import { checkReasonText } from "./remarks-text.ts";
import { checkTitles, detailLines, placeOf, problemText, remedyLines } from "./problem-text.ts";
import { limits } from "./verify-text.ts";
import { workflowCommand, type Annotation } from "./workflow-command.ts";

/**
 * What `verify` found out as annotations of GitHub: errors where something failed, warnings where something is not
 * covered, notices of what the run as a whole does not cover. Empty where all is well.
 * @param inRepository a file's path as the repository has it
 */
export function githubAnnotations(
  result: VerifyResult,
  inRepository: (file: string) => string,
): string {
  const annotations = [
    ...result.migrations
      .flatMap(verifyAnnotations)
      .map((one) => ({ ...one, file: inRepository(one.file) })),
    ...limits(result).map((message) => ({ level: "notice" as const, title: "verify", message })),
  ];
  return annotations.map(workflowCommand).join("\n");
}

export type LocatedAnnotation = Annotation & { readonly file: string };

/** What failed or is not covered in a migration; files as `verify` names them. */
export function verifyAnnotations(migration: VerifiedMigration): LocatedAnnotation[] {
  return checkNames.flatMap((name) => {
    const check = migration[name];
    const { problems, verdict } = check;
    const title = `verify ${migration.name}: ${checkTitles[name]}`;
    const failures = problems.map((problem) => ({
      ...failureOf(problem, title, migration),
      ...(verdict === "noted" && { level: "notice" as const }),
    }));
    if (verdict !== "not-covered") return failures;
    const message = `not covered: ${checkReasonText(check) ?? "nothing is proved"}`;
    return [...failures, { level: "warning", title, message, file: migration.file }];
  });
}

function failureOf(
  problem: Problem,
  title: string,
  migration: VerifiedMigration,
): LocatedAnnotation {
  const lines = [problemText(problem), ...detailLines(problem), ...remedyLines(problem)];
  const place = placeOf(problem, migration) ?? { file: migration.file };
  return { level: "error", title, message: lines.join("\n"), ...place };
}
