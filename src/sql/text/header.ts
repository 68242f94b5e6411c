import { readBackfill, type Backfill } from "./backfill.ts";
import { isComment, regions } from "./regions.ts";
import type { Span } from "./sections.ts";
import { SqlTextError } from "./sql-text-error.ts";

/** What a migration says of itself in the comment lines it begins with. */
export interface Header {
  /** `-- Migration:` its name as a title. */
  readonly migration?: string;
  /** `-- Created:` as written. */
  readonly created?: string;
  /** `-- Description:` with its continuation lines, joined by blanks. */
  readonly description?: string;
}

const field = /^--\s*(Migration|Created|Description):\s*(.*)$/i;
const continuation = /^--(?: {2,}|\t)(\S.*)$/;

/** Reads the header from the comments above the first statement. A continuation line is indented: `--   like this`. */
export function header(text: string): Header {
  const found: Record<string, string> = {};
  let current: string | undefined;
  for (const line of leadingCommentLines(text)) {
    const start = field.exec(line);
    const more = continuation.exec(line);
    if (start !== null) {
      current = start[1]!.toLowerCase();
      found[current] ??= start[2]!.trim();
    } else if (more !== null && current !== undefined) {
      found[current] = `${found[current]} ${more[1]!.trim()}`.trim();
    } else {
      current = undefined;
    }
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== ""));
}

function leadingCommentLines(text: string): string[] {
  const lines: string[] = [];
  let at = 0;
  for (const region of regions(text)) {
    if (!isComment(region) || text.slice(at, region.start).trim() !== "") break;
    if (region.kind === "line-comment") lines.push(text.slice(region.start, region.end));
    at = region.end;
  }
  return lines;
}

/** What a migration asks of the tool in comment lines of the form `-- pgmaestro: <directive>`. */
export interface Directive extends Span {
  readonly name: DirectiveName;
  /** Of `irreversible`: why. */
  readonly reason?: string;
  /** Of `backfill`: what it asks for. */
  readonly backfill?: Backfill;
  /** Of `phase`: which. */
  readonly phase?: DeploymentPhase;
  /** Of `squashes`: which migration. */
  readonly squashed?: SquashedMigration;
}

/** A migration in whose place another one is. */
export interface SquashedMigration {
  readonly name: string;
  /** Of its up section. */
  readonly checksum: string;
}

/** When a migration may run: while the old application lives, or only after it is gone. */
export type DeploymentPhase = (typeof phases)[number];
export const phases = ["before", "after"] as const;

export type DirectiveName = (typeof directiveNames)[number];
export const directiveNames = [
  "no-transaction",
  "opaque",
  "variables",
  "irreversible",
  "backfill",
  "phase",
  "squashes",
] as const;
const directiveLine = /^--\s*pgmaestro:\s*(.*?)\s*$/i;

/**
 * The directives of a text, each with its place.
 * `no-transaction`: run statement by statement. `opaque`: send as it is, do not parse.
 * `variables`: replace psql's variables. `irreversible <reason>`: cannot be rolled back.
 * `backfill <table> …`: run the statement in batches. `phase after`: run it only when the old application is gone.
 * `squashes <checksum> <name>`: it is in the place of that migration.
 * @throws SqlTextError as `readDirective`
 */
export function directives(text: string): Directive[] {
  if (!/--\s*pgmaestro:/i.test(text)) return [];
  return [...regions(text)].flatMap(({ kind, start, end }) => {
    const match = kind === "line-comment" ? directiveLine.exec(text.slice(start, end)) : null;
    return match === null ? [] : [{ ...readDirective(match[1]!, start), start, end }];
  });
}

/**
 * What the words behind `pgmaestro:` say.
 * @param offset where the comment stands, for errors
 * @throws SqlTextError for a directive that does not exist, `irreversible` without a reason, `phase` without one, and `squashes` without a migration
 */
export function readDirective(words: string, offset: number): Omit<Directive, keyof Span> {
  const [, name = "", said = ""] = /^(\S+)(?:\s+(.*))?$/.exec(words) ?? [];
  switch (name.toLowerCase()) {
    case "backfill":
      return { name: "backfill", backfill: readBackfill(said, offset) };
    case "phase":
      return { name: "phase", phase: knownPhase(said, offset) };
    case "squashes":
      return { name: "squashes", squashed: squashedMigration(said, offset) };
    case "irreversible":
      return { name: "irreversible", reason: requiredReason(said, offset) };
    default:
      return { name: knownDirective(words, offset) };
  }
}

function requiredReason(reason: string, offset: number): string {
  if (reason !== "") return reason;
  throw new SqlTextError(
    "The directive irreversible says no reason",
    offset,
    "Write why the migration cannot be rolled back: `pgmaestro: irreversible the old values are deleted`.",
  );
}

function squashedMigration(words: string, offset: number): SquashedMigration {
  const [, checksum, name] = /^([0-9a-f]{64})\s+(\S.*)$/.exec(words) ?? [];
  if (checksum !== undefined && name !== undefined) return { name, checksum };
  throw new SqlTextError(
    "The directive squashes says no checksum and no name",
    offset,
    "`pgmaestro squash` writes these lines; leave them as they are.",
  );
}

function knownPhase(word: string, offset: number): DeploymentPhase {
  const known = phases.find((candidate) => candidate === word.toLowerCase());
  if (known !== undefined) return known;
  throw new SqlTextError(
    word === "" ? "The directive phase says no phase" : `There is no phase "${word}"`,
    offset,
    "Write `pgmaestro: phase after` for what must wait until the old application is gone; without the line, or with `phase before`, it may run while that lives.",
  );
}

function knownDirective(name: string, offset: number): DirectiveName {
  const known = directiveNames.find((candidate) => candidate === name.toLowerCase());
  if (known !== undefined) return known;
  throw new SqlTextError(
    `Unknown directive "${name}"`,
    offset,
    `The directives are: ${directiveNames.join(", ")}.`,
  );
}
