import type { LockImpact, SegmentImpact, StatementImpact, TimeRange } from "../../impact/index.ts";
import { isNoticed } from "../impact-text.ts";

/** For how long a lock is held, in parts of its segment's width. */
export interface LockPeriod {
  readonly lock: LockImpact;
  readonly statement: StatementImpact;
  /** Of 1. */
  readonly from: number;
  readonly to: number;
}

/** A table with the locks on it, one after the other. */
export interface LockLane {
  readonly name: string;
  readonly periods: readonly LockPeriod[];
}

/** Where each statement of a segment begins, of 1, and 1 for the end of the last: wider is longer, by the logarithm. */
export function statementPlaces({ statements }: SegmentImpact): number[] {
  const widths = statements.map(({ duration }) => 1 + 4 * Math.log2(1 + longest(duration)));
  const whole = widths.reduce((sum, width) => sum + width, 0);
  let at = 0;
  return [0, ...widths.map((width) => (at += width) / whole)];
}

const aDay = 86_400;

/** Of a time that is not known, a day. */
function longest({ from, to }: TimeRange): number {
  return to ?? Math.max(from, aDay);
}

/** The tables that are there already and that a segment locks, in the order in which it does. */
export function lockLanes(segment: SegmentImpact): LockLane[] {
  const places = statementPlaces(segment);
  const lanes = new Map<string, LockPeriod[]>();
  for (const [index, statement] of segment.statements.entries())
    for (const lock of statement.locks.filter(isOnSomething)) {
      const name = `${lock.schema}.${lock.name}`;
      const end = segment.transaction ? places.length - 1 : index + 1;
      const lane = lanes.get(name) ?? [];
      const last = lane.pop();
      const from = places[index]!;
      const before = last && { ...last, to: Math.min(last.to, from) };
      lanes.set(name, [
        ...lane,
        ...(before ? [before] : []),
        { lock, statement, from, to: places[end]! },
      ]);
    }
  return [...lanes].map(([name, periods]) => ({ name, periods }));
}

/** Whether somebody may use what is locked, and notice. */
function isOnSomething(lock: LockImpact): boolean {
  return isNoticed(lock) && lock.size.is !== "new";
}
