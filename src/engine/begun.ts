import { writtenStatement } from "../plan/index.ts";
import type { BegunStatement } from "../history/index.ts";
import { checksum } from "../sql/text/index.ts";
import type { Line } from "./message.ts";

/** Identifies a statement, or the function of a JS or TS migration, in the journal. */
export function begunBy({ step, statement, waiting }: Line): BegunStatement | undefined {
  const text = statement ? writtenStatement(statement) : waiting?.section.text;
  if (step === undefined || text === undefined) return undefined;
  return { name: step.migration, direction: step.direction, statement: checksum(text) };
}

export function isSameBegun(one: BegunStatement, other: BegunStatement | undefined): boolean {
  return (
    one.name === other?.name &&
    one.direction === other.direction &&
    one.statement === other.statement
  );
}
