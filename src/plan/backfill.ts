import {
  batchable,
  type NotBatchable,
  type SectionStatements,
  type Stretch,
} from "../sql/statement/index.ts";
import { type Backfill, SqlTextError } from "../sql/text/index.ts";
import type { PlannedBackfill } from "./plan.ts";

/**
 * How the one statement of a section is cut into batches.
 * @throws SqlTextError where there is another one, or it cannot be cut
 */
export function plannedBackfill(
  { statements, stretches }: Pick<SectionStatements, "statements" | "stretches">,
  backfill: Backfill,
): PlannedBackfill {
  const [statement, second] = statements;
  if (statement === undefined || second !== undefined || stretches.some(isOwn))
    throw new SqlTextError(
      "A backfill is the one statement of its section",
      (second ?? statement)?.start ?? 0,
      "Move the others into migrations of their own.",
    );
  const place = batchable(statement.text, backfill.table);
  if (typeof place !== "string") return { ...backfill, place };
  throw new SqlTextError(
    `The backfill cannot be cut by a key of ${backfill.table.name}: ${whyNotBatchable[place]}`,
    statement.start,
    "Write it as one UPDATE, DELETE or INSERT … SELECT over that table, or take the directive out.",
  );
}

/** A transaction of the text's own would be cut as well. */
function isOwn({ isBlock, modes }: Stretch): boolean {
  return isBlock || modes !== undefined;
}

const whyNotBatchable: Readonly<Record<NotBatchable, string>> = {
  "other-command": "it is no plain UPDATE, DELETE or INSERT … SELECT",
  "other-table": "it changes, or reads, another table",
  with: "it has WITH queries",
  returning: "it has RETURNING",
  "reads-itself":
    "it reads what it changes, so that each batch would see what the one before has done",
  "whole-set":
    "DISTINCT, GROUP BY, ORDER BY, LIMIT, UNION, aggregates and window functions need all rows at once",
  "outer-join":
    "its rows are not met one by one: they stand in a subquery, or may be missing from a join",
};
