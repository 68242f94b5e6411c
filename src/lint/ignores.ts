import { isComment, regions, type Region } from "../sql/text/index.ts";
import type { Finding } from "./finding.ts";
import { isCode } from "./lintable.ts";
import type { MigrationContext } from "./context.ts";

/** A comment `-- pgmaestro-ignore RULE, RULE: reason`. Offsets are UTF-16 units in the file. */
export interface Ignore {
  readonly rules: readonly string[];
  readonly reason: string | undefined;
  readonly start: number;
  readonly end: number;
  /** What it counts for: the statement after it, or the file. */
  readonly covers: { readonly start: number; readonly end: number } | "file";
}

const comment = /^(?:--|\/\/)\s*pgmaestro-ignore\b\s*([^:]*?)\s*(?::\s*(.*?)\s*)?$/i;
const headerField = /^--\s*(?:Migration|Created|Description):/im;

/**
 * The ignore comments of a migration that was linted. One in the header, that is above the markers of the sections or beside the fields
 * of a header, in code above all of it, counts for the file; any other for the next statement, or call.
 */
export function ignoresIn({
  lintable,
  source,
  statements,
}: Pick<MigrationContext, "lintable" | "source" | "statements">): Ignore[] {
  if (!/pgmaestro-ignore/i.test(source)) return [];
  const isInCode = isCode(lintable);
  const comments = isInCode ? codeComments(source) : sqlComments(source);
  const headEnd = isInCode ? endOfLeadingComments(source) : endOfHeader(source, comments);
  return comments.flatMap(({ start, end }) => {
    const match = comment.exec(source.slice(start, end));
    if (match === null) return [];
    const next = statements.find((statement) => statement.end > start);
    const isOfFile = start < headEnd || next === undefined;
    return [
      {
        rules: match[1]!.split(/[\s,]+/).filter((name) => name !== ""),
        reason: match[2] === "" ? undefined : match[2],
        start,
        end,
        covers: isOfFile ? ("file" as const) : next,
      },
    ];
  });
}

function sqlComments(source: string): Region[] {
  try {
    return [...regions(source)].filter(({ kind }) => kind === "line-comment");
  } catch {
    return [];
  }
}

function codeComments(source: string): Pick<Region, "start" | "end">[] {
  return Array.from(source.matchAll(/^[ \t]*(\/\/.*)$/gm), (match) => {
    const start = match.index + match[0].indexOf("//");
    return { start, end: match.index + match[0].trimEnd().length };
  });
}

/** Where the code of a JS or TS file begins. */
function endOfLeadingComments(source: string): number {
  return /^(?:\s+|\/\/.*|\/\*[^]*?\*\/)*/.exec(source)![0].length;
}

/** Where the header ends: at the first marker, or with the run of comments that has a header's fields. */
function endOfHeader(source: string, comments: readonly Pick<Region, "start" | "end">[]): number {
  const marker = comments.find(({ start, end }) =>
    /^--[\s-]*(?:up|down)\s+migration/i.test(source.slice(start, end)),
  );
  const all = [...regions(source)].filter(isComment);
  let end = 0;
  for (const region of all) {
    if (
      source.slice(end, region.start).trim() !== "" ||
      hasBlankLine(source.slice(end, region.start))
    )
      break;
    end = region.end;
  }
  const first = headerField.test(source.slice(0, end)) ? end : 0;
  const beforeMarker =
    marker && source.slice(0, marker.start).replaceAll(/--.*/g, "").trim() === "";
  return Math.max(first, beforeMarker ? marker.start : 0);
}

function hasBlankLine(between: string): boolean {
  return /\n[ \t\r]*\n/.test(between);
}

/** Findings less those that a comment takes away. */
export interface FilteredFindings {
  readonly kept: Finding[];
  readonly ignored: number;
  /** For each comment the rules that it took something away of. */
  readonly used: ReadonlyMap<Ignore, ReadonlySet<string>>;
}

/** Takes away the findings of one file that its comments say to ignore; a comment without a reason takes nothing away. */
export function withoutIgnored(
  findings: readonly Finding[],
  ignores: readonly Ignore[],
): FilteredFindings {
  const used = new Map<Ignore, Set<string>>();
  const kept = findings.filter((finding) => {
    const by = ignores.find((ignore) => isCovered(finding, ignore));
    if (by === undefined) return true;
    used.set(by, (used.get(by) ?? new Set()).add(finding.rule));
    return false;
  });
  return { kept, ignored: findings.length - kept.length, used };
}

function isCovered(finding: Finding, { rules, reason, covers }: Ignore): boolean {
  if (reason === undefined || !rules.includes(finding.rule)) return false;
  return covers === "file" || (finding.start < covers.end && finding.end > covers.start);
}
