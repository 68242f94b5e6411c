import type { Location } from "../errors/index.ts";
import {
  checkNames,
  type Problem,
  type VerifiedMigration,
  type VerifyResult,
} from "../verify/verdict.ts";
import { checkTitles, detailLines, placeOf, problemText, remedyLines } from "./problem-text.ts";
import { limits } from "./verify-text.ts";

/**
 * What `verify` found out as annotations of GitHub: errors where something failed, warnings where something is not
 * covered, notices of what the run as a whole does not tell. Empty where all is well.
 * Source: GitHub's documentation, "Workflow commands for GitHub Actions".
 * @param inRepository a file's path as the repository has it
 */
export function githubAnnotations(
  result: VerifyResult,
  inRepository: (file: string) => string,
): string {
  const annotations = [
    ...result.migrations
      .flatMap(annotationsOf)
      .map((one) => ({ ...one, file: inRepository(one.file) })),
    ...limits(result).map((message) => ({ level: "notice", title: "verify", message })),
  ];
  return annotations.map(asCommand).join("\n");
}

interface Annotation extends Partial<Location> {
  readonly level: string;
  readonly title: string;
  readonly message: string;
}

type LocatedAnnotation = Annotation & { readonly file: string };

function annotationsOf(migration: VerifiedMigration): LocatedAnnotation[] {
  return checkNames.flatMap((name) => {
    const { problems, verdict, reason = "nothing is proved" } = migration[name];
    const title = `verify ${migration.name}: ${checkTitles[name]}`;
    const failures = problems.map((problem) => failureOf(problem, title, migration));
    if (verdict !== "not-covered") return failures;
    const message = `not covered: ${reason}`;
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

function asCommand({ level, message, file, line, column, title }: Annotation): string {
  const properties = Object.entries({ file, line, col: column, title })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${level} ${properties.join(",")}::${escapeData(message)}`;
}

/** As GitHub's toolkit does: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
