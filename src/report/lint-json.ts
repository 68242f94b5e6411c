import type { CreatedChange } from "../commands/create-change.ts";
import type { Edit, Finding, LintResult } from "../lint/index.ts";
import { lineColumn } from "../sql/text/index.ts";
import { withoutSecrets } from "./json.ts";

/** What linting found out as JSON: flat findings, places as line and column, and no secret. */
export function lintJson({ sources, findings, ...result }: LintResult): object {
  return withoutSecrets({
    findings: findings.map((finding) => findingJson(finding, sources)),
    ...result,
  });
}

/** The migrations that were written for a common change, and what linting finds in them, as JSON. */
export function createdChangeJson({ files, findings, ...created }: CreatedChange): object {
  const sources = new Map(files.map(({ file, text }) => [file, text]));
  const found = findings.map((finding) => findingJson(finding, sources));
  return { ...created, files, findings: found };
}

function findingJson(finding: Finding, sources: LintResult["sources"]): object {
  const { rule, severity, message, help, migration, file, direction, call, fix } = finding;
  const { line, column, endLine, endColumn } = finding;
  return {
    rule,
    severity,
    file,
    line,
    column,
    endLine,
    endColumn,
    migration,
    direction,
    sql: call?.sql,
    message,
    help,
    fix: fix && {
      ...fix,
      edits: fix.edits.map((edit) => ({
        ...(edit.file !== undefined && { file: edit.file }),
        ...stretchOf(edit, sources.get(edit.file ?? file) ?? ""),
        text: edit.text,
      })),
    },
  };
}

/** A stretch of a text as people count; the end is exclusive. */
export interface LineRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Where in the file's text an edit is. */
export function stretchOf({ start, end }: Pick<Edit, "start" | "end">, source: string): LineRange {
  const { line: endLine, column: endColumn } = lineColumn(source, end);
  return { ...lineColumn(source, start), endLine, endColumn };
}
