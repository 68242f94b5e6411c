import { shownName, type References } from "../../../sql/statement/index.ts";
import { plainColumns } from "../../../schema/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Report } from "../../report.ts";
import { wholeTable } from "./missing-object.ts";

/** Whether a foreign key leads to columns that nothing keeps unique. */
export function missingKey(
  { relation, columns }: References,
  context: StatementContext,
): Report | undefined {
  const table = wholeTable(relation, context);
  if (table === undefined || columns.length === 0) return undefined;
  const wanted = columns.toSorted().join();
  const isKept = [...table.indexes.values()].some(
    (index) =>
      index.unique &&
      index.where === undefined &&
      index.columns.every(({ name }) => name !== undefined) &&
      plainColumns(index).toSorted().join() === wanted,
  );
  if (isKept) return undefined;
  return {
    message: `Nothing keeps ${columns.map((name) => shownName([name])).join(", ")} of ${context.show(table)} unique: PostgreSQL refuses a foreign key to it.`,
    help: "Refer to a primary key, or to columns with a unique constraint or index.",
  };
}
