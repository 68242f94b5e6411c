import type { FullName } from "../schema/index.ts";
import { listNames } from "../errors/index.ts";
import { blockedText } from "./blocked-text.ts";
import { blockedBy, isAtLeast, strongest, type LockMode } from "../locks/table/index.ts";
import {
  type LockTrace,
  type TracedLock,
  type TracedMigration,
  type TracedStatement,
} from "../locks/index.ts";
import type { Direction } from "../plan/index.ts";
import { cut, duration, plural, type Style } from "./style.ts";

/**
 * Every migration with its statements, what each locks and does below it, and a line that sums up.
 * @param isVerbose whether to show each of many statements in a row that lock nothing
 */
export function locksText(trace: LockTrace, style: Style, isVerbose = false): string {
  if (trace.migrations.length === 0) return "Nothing to trace.";
  const migrations = trace.migrations.map((one) => migrationText(one, style, isVerbose));
  return [...migrations, summary(trace, style)].join("\n\n");
}

function migrationText(migration: TracedMigration, style: Style, isVerbose: boolean): string {
  const { name, statements, notTraced } = migration;
  const told = (direction: Direction) =>
    folded(
      statements
        .filter((statement) => statement.direction === direction)
        .map((statement) => statementText(statement, statements, style)),
      style,
      isVerbose,
    );
  const [up, down] = [told("up"), told("down")];
  return [
    style.bold(name),
    ...up,
    ...(down.length > 0 ? [style.bold("  down"), ...down] : []),
    ...(statements.length === 0 && notTraced === undefined ? [style.dim("  no statements")] : []),
    ...(notTraced === undefined ? [] : [`  ${style.red("not traced:")} ${notTraced}`]),
  ].join("\n");
}

/** A statement's lines. A quiet one has one, and nothing to be known. */
interface StatementText {
  readonly lines: readonly string[];
  readonly isQuiet: boolean;
  readonly line: number;
  /** That it takes no lock, in words. */
  readonly none: string;
}

const mostQuiet = 3;

/** The lines of all, where many quiet ones in a row are shown as one. */
function folded(tellings: readonly StatementText[], style: Style, isVerbose: boolean): string[] {
  const lines: string[] = [];
  for (let at = 0; at < tellings.length;) {
    const loud = tellings.findIndex((one, index) => index >= at && !one.isQuiet);
    const run = tellings.slice(at, loud < 0 ? undefined : Math.max(loud, at + 1));
    const isLong = run.length > mostQuiet && run[0]!.isQuiet && !isVerbose;
    lines.push(...(isLong ? [foldedLine(run, style)] : run.flatMap((one) => one.lines)));
    at += run.length;
  }
  return lines;
}

function foldedLine(run: readonly StatementText[], style: Style): string {
  const { line, none } = run.at(-1)!;
  return style.dim(
    `${lineNumber(run[0]!.line)}  ${run.length} statements, to line ${line}: ${none}`,
  );
}

function lineNumber(line: number): string {
  return String(line).padStart(5);
}

const widest = 100;
const margin = " ".repeat(7);

const noLock = "no lock on anything that existed";

function statementText(
  statement: TracedStatement,
  all: readonly TracedStatement[],
  style: Style,
): StatementText {
  const { line, text, remarks } = statement;
  const head = `${lineNumber(line)}  ${cut(oneLine(text), widest)}  ${style.dim(took(statement))}`;
  const documented = statement.source === "documented";
  const mark = documented ? style.yellow("  documented, not observed") : "";
  const held = heldBefore(statement, all);
  const locks = lockLines(statement, held, style);
  const below = [
    ...locks,
    ...effectLines(statement, style),
    ...remarks.map((remark) => style.dim(remark)),
  ];
  const isQuiet = below.length === 0 && !documented;
  const none = held.length > 0 ? noLock.replace("no ", "no further ") : noLock;
  const lines =
    locks.length > 0
      ? [`${head}${mark}`, ...below.map((one) => `${margin}${one}`)]
      : [`${head}${mark}  ${style.dim(none)}`, ...below.map((one) => `${margin}${one}`)];
  return { lines, isQuiet, line, none };
}

function took({ durationMs }: TracedStatement): string {
  return durationMs < 1 ? "< 1 ms" : duration(durationMs);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

/** What earlier statements of the same transaction locked is still locked. */
function heldBefore(
  statement: TracedStatement,
  all: readonly TracedStatement[],
): readonly TracedLock[] {
  const { transaction } = statement;
  if (transaction === undefined) return [];
  return all
    .slice(0, all.indexOf(statement))
    .filter((one) => one.transaction === transaction)
    .flatMap(({ locks }) => locks);
}

/**
 * A line for the strongest lock on each relation, where it is stronger than what the transaction holds already;
 * indexes only where the locks of their tables do not say it all.
 */
function lockLines(
  { locks, transaction }: TracedStatement,
  held: readonly TracedLock[],
  style: Style,
): string[] {
  const until = transaction === undefined ? "while it runs" : "until the transaction ends";
  const isNew = (lock: TracedLock) => !isCovered(lock, lock, held);
  const others = strongestEach(locks.filter(({ kind }) => kind !== "index")).filter(isNew);
  const indexes = strongestEach(locks.filter(({ kind }) => kind === "index")).filter(
    (lock) => isNew(lock) && !isCovered(lock, lock.table, [...held, ...others]),
  );
  return [
    ...others.map(
      (lock) => `${lockWords(lock.mode, shown(lock), style)}: ${blockedText(lock, until)}`,
    ),
    ...indexLines(indexes, until, style),
  ];
}

/** Whether one of these locks, on this relation, blocks all that a lock blocks. */
function isCovered(
  { mode }: TracedLock,
  relation: FullName | undefined,
  locks: readonly TracedLock[],
): boolean {
  if (relation === undefined) return false;
  return locks.some((lock) => nameOf(lock) === nameOf(relation) && isAtLeast(lock.mode, mode));
}

function strongestEach(locks: readonly TracedLock[]): TracedLock[] {
  const found = new Map<string, TracedLock>();
  for (const lock of locks) {
    const known = found.get(nameOf(lock));
    if (known === undefined || isAtLeast(lock.mode, known.mode)) found.set(nameOf(lock), lock);
  }
  return [...found.values()].toSorted((one, other) =>
    one.mode === other.mode ? 0 : isAtLeast(one.mode, other.mode) ? -1 : 1,
  );
}

function lockWords(mode: LockMode, on: string, style: Style): string {
  const { reads, writes } = blockedBy(mode);
  const paint = reads ? style.red : writes ? style.yellow : style.green;
  return `${paint(mode)} on ${on}`;
}

/** Indexes of one mode together; planning a query of a table locks its indexes. */
function indexLines(indexes: readonly TracedLock[], until: string, style: Style): string[] {
  const modes = [...new Set(indexes.map(({ mode }) => mode))];
  return modes.map((mode) => {
    const names = indexes.filter((lock) => lock.mode === mode).map(nameOf);
    const noun = names.length === 1 ? "index" : "indexes";
    const effect = blockedBy(mode).reads
      ? `queries of its table wait ${until}`
      : blockedText({ mode, kind: "index" }, until);
    return `${lockWords(mode, `${noun} ${listNames(names)}`, style)}: ${effect}`;
  });
}

function effectLines(statement: TracedStatement, style: Style): string[] {
  const { rewrites, scans, builds, cascades } = statement;
  const reasons = [...new Set(scans.map(({ why }) => why))];
  const tables = [...new Set(builds.map(({ table }) => nameOf(table)))];
  return [
    ...rewrites.map((table) => style.red(`rewrites ${nameOf(table)}: every row is written again`)),
    ...reasons.map((why) => {
      const read = scans.filter((scan) => scan.why === why).map(nameOf);
      return style.yellow(`reads all of ${read.join(" and ")} (${why})`);
    }),
    ...tables.map((table) => style.yellow(buildWords(table, builds))),
    ...(cascades.length > 0 ? [style.red(`cascades to ${listNames(cascades)}`)] : []),
  ];
}

function buildWords(table: string, builds: TracedStatement["builds"]): string {
  const names = builds.filter((build) => nameOf(build.table) === table).map(({ name }) => name);
  const noun = names.length === 1 ? "index" : `${names.length} indexes`;
  return `builds ${noun} of ${table}: ${listNames(names)}`;
}

function shown(lock: TracedLock): string {
  return lock.kind === "table" ? nameOf(lock) : `${lock.kind} ${nameOf(lock)}`;
}

function nameOf({ schema, name }: FullName): string {
  return `${schema}.${name}`;
}

function summary({ migrations, postgres, place }: LockTrace, style: Style): string {
  const where = `${place === "embedded" ? "PGlite" : "the scratch server"} (PostgreSQL ${postgres})`;
  const untraced = migrations.filter(({ notTraced }) => notTraced !== undefined).length;
  const gaps = untraced > 0 ? `, ${style.red(`${untraced} not traced, or not whole`)}` : "";
  const head = `${plural(migrations.length, "migration")} traced on ${where}:`;
  return `${style.bold(head)} ${strongestWords(migrations, style)}${gaps}`;
}

/** The strongest lock of all, and on what. */
function strongestWords(migrations: readonly TracedMigration[], style: Style): string {
  const locks = migrations.flatMap(({ statements }) => statements.flatMap((one) => one.locks));
  const mode = strongest(locks.map((lock) => lock.mode));
  if (mode === undefined) return style.green("no lock on anything that existed");
  const on = locks.filter((lock) => lock.mode === mode && lock.kind !== "index").map(nameOf);
  const names = on.length > 0 ? on : locks.filter((lock) => lock.mode === mode).map(nameOf);
  return `at most ${lockWords(mode, listNames([...new Set(names)]), style)}`;
}
