import {
  blockedBy,
  isAtLeast,
  strongest,
  type LockMode,
  type LockTrace,
  type Relation,
  type TracedLock,
  type TracedMigration,
  type TracedStatement,
} from "../locks/index.ts";
import { listNames } from "../errors/index.ts";
import { cut, duration, plural, type Style } from "./style.ts";

/** Every migration with its statements, what each locks and does below it, and a line that sums up. */
export function locksText(trace: LockTrace, style: Style): string {
  if (trace.migrations.length === 0) return "Nothing to trace.";
  return [...trace.migrations.map((one) => migrationText(one, style)), summary(trace, style)].join(
    "\n\n",
  );
}

function migrationText(migration: TracedMigration, style: Style): string {
  const { name, statements, notTraced } = migration;
  const lines = [
    style.bold(name),
    ...statements.flatMap((statement, index) => [
      ...sectionLine(statement, statements[index - 1], style),
      ...statementLines(statement, statements.slice(0, index), style),
    ]),
  ];
  if (statements.length === 0 && notTraced === undefined) lines.push(style.dim("  no statements"));
  if (notTraced !== undefined) lines.push(`  ${style.red("not traced:")} ${notTraced}`);
  return lines.join("\n");
}

/** Where the down section begins. */
function sectionLine(
  { direction }: TracedStatement,
  before: TracedStatement | undefined,
  style: Style,
): string[] {
  return direction === "down" && before?.direction !== "down" ? [style.bold("  down")] : [];
}

const widest = 100;
const margin = " ".repeat(7);

function statementLines(
  statement: TracedStatement,
  before: readonly TracedStatement[],
  style: Style,
): string[] {
  const { line, text, durationMs, source } = statement;
  const took = durationMs < 1 ? "< 1 ms" : duration(durationMs);
  const mark = source === "documented" ? style.yellow("  documented, not observed") : "";
  const head = `${String(line).padStart(5)}  ${cut(oneLine(text), widest)}  ${style.dim(took)}${mark}`;
  const effects = [
    ...lockLines(statement, style),
    ...effectLines(statement, style),
    ...statement.remarks.map((remark) => style.dim(remark)),
  ];
  const holds = statement.locks.length > 0;
  const lines = holds ? effects : [style.dim(noLock(statement, before)), ...effects];
  return [head, ...lines.map((one) => `${margin}${one}`)];
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

/** What an earlier statement of the transaction locked is still locked. */
function noLock({ transaction }: TracedStatement, before: readonly TracedStatement[]): string {
  const isHeld = before.some(
    (one) => transaction !== undefined && one.transaction === transaction && one.locks.length > 0,
  );
  return isHeld ? "no further lock on anything that existed" : "no lock on anything that existed";
}

/** A line for the strongest lock on each relation; indexes only where their locks say more than those of tables. */
function lockLines({ locks, transaction }: TracedStatement, style: Style): string[] {
  const until = transaction === undefined ? "while it runs" : "until the transaction ends";
  const others = strongestEach(locks.filter(({ kind }) => kind !== "index"));
  const top = strongest(others.map(({ mode }) => mode));
  const indexes = strongestEach(locks.filter(({ kind }) => kind === "index")).filter(
    ({ mode }) => top === undefined || !isAtLeast(top, mode),
  );
  return [
    ...others.map((lock) => `${lockWords(lock.mode, shown(lock), style)}: ${blocks(lock, until)}`),
    ...indexLines(indexes, until, style),
  ];
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

function blocks({ mode, kind }: TracedLock, until: string): string {
  const { reads, writes, ddl } = blockedBy(mode);
  if (reads) return `nobody can ${kind === "sequence" ? "use" : "read or write"} it ${until}`;
  if (writes) return `nobody can write to it ${until}`;
  return ddl ? "reads and writes go on, other DDL waits" : "reads and writes go on";
}

/** Indexes of one mode together; planning a query of a table locks its indexes. */
function indexLines(indexes: readonly TracedLock[], until: string, style: Style): string[] {
  const modes = [...new Set(indexes.map(({ mode }) => mode))];
  return modes.map((mode) => {
    const names = indexes.filter((lock) => lock.mode === mode).map(nameOf);
    const noun = names.length === 1 ? "index" : "indexes";
    const effect = blockedBy(mode).reads
      ? `queries of its table wait ${until}`
      : "reads and writes go on, other DDL waits";
    return `${lockWords(mode, `${noun} ${listNames(names)}`, style)}: ${effect}`;
  });
}

function effectLines(statement: TracedStatement, style: Style): string[] {
  const { rewrites, scans, builds, cascades } = statement;
  const reasons = [...new Set(scans.map(({ why }) => why))];
  const tables = [...new Set(builds.map(({ table }) => nameOf(table)))];
  return [
    ...rewrites.map((table) => style.red(`rewrites ${nameOf(table)}: every row is written anew`)),
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

function nameOf({ schema, name }: Relation): string {
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
