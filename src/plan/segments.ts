import { InvalidRequestError } from "../errors/index.ts";
import type { Part, Plan, Segment, Step } from "./plan.ts";
import { reasonInWords } from "./reason-words.ts";
import type { SegmentReason } from "./reason.ts";
import { Transactions, type CutOptions, type PlacedPart, type Placement } from "./transactions.ts";
import { plannedStatement } from "./work-statement.ts";
import { prefixChecksum, type MigrationWork } from "./work.ts";

/**
 * Cuts work into segments, one migration after the other, and keeps nothing of it but its steps: as few transactions as can
 * be, but none that goes on into slow work on a table while it holds, from an earlier migration, a lock that stops the
 * application; and every statement that cannot run in one alone. Nothing but the text of this work is known: a table that
 * it does not make has been there before.
 */
export class Segments {
  readonly #options: CutOptions;
  readonly #transactions: Transactions;
  readonly #segments: GrowingSegment[] = [];
  #steps: Step[] = [];

  constructor(options: CutOptions) {
    this.#options = options;
    this.#transactions = new Transactions(options);
  }

  get plan(): Plan {
    return { segments: this.#segments };
  }

  /** @throws InvalidRequestError where mode `all` meets what cannot run in one transaction */
  add(work: MigrationWork): void {
    const placement = this.#transactions.place(work);
    const { parts, begins } = placement;
    const reason = parts?.[0]?.reason ?? begins?.reason;
    if (reason !== undefined && this.#options.mode === "all") refuseOneTransaction(work, reason);
    if (parts !== undefined)
      this.#segments.push(
        ...partSegments(work, parts).map((segment) => onNodes(segment, work, placement)),
      );
    else {
      if (begins) this.#begin(begins);
      this.#steps.push(stepOf(work, 0, work.statements.length));
      onNodes(this.#segments.at(-1)!, work, placement);
    }
  }

  #begin(begins: Omit<Segment, "transaction" | "steps">): void {
    this.#steps = [];
    this.#segments.push({ transaction: true, ...begins, steps: this.#steps });
  }
}

/** A segment, of which is said what the next migration in it needs. */
type GrowingSegment = { -readonly [Property in keyof Segment]: Segment[Property] };

/** Says of a segment how Citus is to take what a migration, or a part of it, adds to it. */
function onNodes(
  segment: GrowingSegment,
  { migration, statements }: MigrationWork,
  { isDistributed, sequential }: Placement,
): GrowingSegment {
  const { from, to } = segment.steps.at(-1)?.part ?? { from: 0, to: statements.length };
  const found = sequential.find(({ at }) => at >= from && at < to);
  if (isDistributed) segment.isDistributed = true;
  if (found !== undefined && segment.transaction)
    segment.sequential ??= { ...found.cause, migration };
  return segment;
}

/** All of some work, cut. */
export function cutSegments(work: Iterable<MigrationWork>, options: CutOptions): Plan {
  const segments = new Segments(options);
  for (const item of work) segments.add(item);
  return segments.plan;
}

function refuseOneTransaction({ migration }: MigrationWork, reason: SegmentReason): never {
  throw new InvalidRequestError(
    `${migration} cannot share one transaction with the others: ${reasonInWords(reason)}`,
    "Leave --transaction all away, or move that statement into a migration of its own and run it first.",
  );
}

/**
 * Each part a segment. What an earlier run has done is left out, but for settings of the session,
 * which went with that run.
 */
function partSegments(work: MigrationWork, parts: readonly PlacedPart[]): Segment[] {
  const due = parts.flatMap((part) => dueOf(work, part));
  if (work.done < work.statements.length) return due;
  const { from: _, to: __, ...part } = parts.at(-1)!;
  const end = work.statements.length;
  return [{ ...part, transaction: work.waiting === undefined, steps: [stepOf(work, end, end)] }];
}

/** What of a part is still to be done: all of it, or what is left of it, by stretches without a gap. */
function dueOf(work: MigrationWork, { from, to, ...part }: PlacedPart): Segment[] {
  const isDue = (index: number) => index >= work.done || work.statements[index]!.onlySets;
  const segments: Segment[] = [];
  for (let begin = from; begin < to; begin++) {
    if (!isDue(begin)) continue;
    let end = begin + 1;
    while (end < to && isDue(end)) end++;
    segments.push({ ...part, steps: [stepOf(work, begin, end)] });
    begin = end;
  }
  return segments;
}

function stepOf(work: MigrationWork, from: number, to: number): Step {
  const { migration, direction, phase, record } = work;
  const of = work.statements.length;
  return {
    migration,
    direction,
    ...(phase && { phase }),
    statements: work.statements.slice(from, to).map(plannedStatement),
    ...(work.waiting && { waiting: work.waiting }),
    ...((from > 0 || to < of) && {
      part: { from, to, of, ...doneAfter(work, to) },
    }),
    ...(to === of && { record }),
    changesSession:
      to === of &&
      (work.section.opaque ||
        work.waiting !== undefined ||
        work.statements.some(({ changesSession }) => changesSession)),
  };
}

/** A setting that is sent again leaves what an earlier run has done as it is. */
function doneAfter(
  { statements, done: before }: MigrationWork,
  to: number,
): Pick<Part, "done" | "checksum"> {
  const done = Math.max(before, to);
  return { done, checksum: prefixChecksum(statements, done) };
}
