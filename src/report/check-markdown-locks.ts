import type { CheckResult } from "../commands/check.ts";
import { byGravity, type LockImpact, type StatementImpact } from "../impact/index.ts";
import { blockedBy } from "../locks/table/index.ts";
import { blockedText } from "./blocked-text.ts";
import type { FittedPart } from "./fitted.ts";
import { relationText, sizeText, workTitle } from "./impact-text.ts";
import { type MarkdownWriter, row, tableHead, toneMarks } from "./markdown.ts";
import { rangeText } from "./quantity.ts";
import { plural } from "./style.ts";
import { toneOfVerdict } from "./tone.ts";

/** A lock that a changed migration takes, with the statement that takes it. */
interface TakenLock {
  readonly lock: LockImpact;
  readonly statement: StatementImpact;
}

const mostLocks = 12;

/** The locks that somebody would notice at the sizes of the target, the gravest first. */
export function locksPart(
  { plan, migrations }: CheckResult,
  write: MarkdownWriter,
  inRepository: (file: string) => string,
): FittedPart {
  const impact = "result" in plan ? plan.result : undefined;
  const all = (impact?.segments ?? [])
    .flatMap(({ statements }) => statements)
    .filter(({ migration }) => migrations.includes(migration))
    .flatMap((statement) => statement.locks.map((lock) => ({ lock, statement })));
  const noticed = all.filter(isNoticed).toSorted(gravestFirst);
  const rest = noticed.length - mostLocks;
  const against = write.code(impact?.against ?? "");
  return {
    of: "lock",
    head: `#### Locks, at the sizes of ${against}\n\n${tableHead(titles)}\n`,
    items: noticed
      .slice(0, mostLocks)
      .map(({ lock, statement }) => lockRow(lock, statement, write, inRepository)),
    foot:
      rest > 0
        ? `\n\nAnd ${plural(rest, "lock")} that ${rest === 1 ? "is" : "are"} less grave.`
        : "",
    share: 2,
  };
}

/** On something that is there and can be read or written. */
function isNoticed({ lock: { mode, size } }: TakenLock): boolean {
  const { reads, writes } = blockedBy(mode);
  return size.is !== "new" && (reads || writes);
}

/** The gravest first, then what is held longest, then what is largest. */
function gravestFirst(one: TakenLock, other: TakenLock): number {
  return (
    byGravity(one.lock, other.lock) ||
    compare(longest(other), longest(one)) ||
    compare(bytesOf(other), bytesOf(one))
  );
}

/** Two numbers that may be infinite. */
function compare(one: number, other: number): number {
  return one === other ? 0 : one - other;
}

function longest({ lock: { held } }: TakenLock): number {
  return held.to ?? Infinity;
}

function bytesOf({ lock: { size } }: TakenLock): number {
  return size.is === "known" ? size.totalBytes : 0;
}

const titles = ["", "Table", "Size", "Lock", "While it is held", "How long", "Statement"];

function lockRow(
  lock: LockImpact,
  statement: StatementImpact,
  { code, text }: MarkdownWriter,
  inRepository: (file: string) => string,
): string {
  const { file, line, column, works } = statement;
  const why = works
    .filter(({ relation }) => relation.schema === lock.schema && relation.name === lock.name)
    .map((work) => `<br>${text(workTitle(work, "it"))}: ${rangeText(work.duration)}`);
  return row([
    toneMarks[toneOfVerdict[lock.verdict]],
    code(relationText(lock)),
    sizeText(lock),
    lock.mode,
    blockedText(lock, undefined),
    `${rangeText(lock.held)}${why.join("")}`,
    code(`${inRepository(file)}:${line}:${column}`),
  ]);
}
