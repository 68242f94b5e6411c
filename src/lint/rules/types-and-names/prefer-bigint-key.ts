import { shownType } from "../../../sql/statement/index.ts";
import type { ColumnSummary, CreateTable, RelationName } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { countedColumn } from "../../builder-words.ts";
import { placeOfType } from "./column-types.ts";

export default defineRule({
  name: "prefer-bigint-key",
  severity: "warning",
  stake: "style",
  sets: ["recommended"],
  summary: "A key of type integer or smallint",
  why: `An integer key is used up after 2,147,483,647 values, rolled back ones and conflicts counted; then every INSERT fails. To widen it rewrites the
table under ACCESS EXCLUSIVE, and each table that refers to it. A bigint takes four bytes more, or none where padding follows.`,
  instead: "Write `bigint GENERATED ALWAYS AS IDENTITY`.",
  exempt: `A key of several columns, unless one counts up by itself; a key that refers to another table's, whose type decides; a table that is known to
be small; the down section.`,
  kinds: ["create-table", "add-column"],
  check: {
    action(action, context) {
      if (context.direction === "down") return;
      if (action.kind === "create-table")
        for (const column of keysOf(action)) tell(action.relation, column, context);
      if (action.kind === "add-column" && isKey(action.column))
        tell(action.relation, action.column, context);
    },
  },
});

/** The columns of a new table that count up, and the one that is its key. */
function keysOf({ columns, constraints }: CreateTable): ColumnSummary[] {
  const key = constraints.find(({ kind }) => kind === "primary-key")?.columns ?? [];
  const foreign = constraints.flatMap((one) => (one.kind === "foreign-key" ? one.columns : []));
  return columns.filter(
    (column) =>
      (isKey(column) || (key.length === 1 && key[0] === column.name)) &&
      !foreign.includes(column.name) &&
      !column.constraints.some(({ kind }) => kind === "foreign-key"),
  );
}

function isKey({ type, identity, constraints }: ColumnSummary): boolean {
  const counts = identity || (type?.name ?? "").endsWith("serial");
  return counts || constraints.some(({ kind }) => kind === "primary-key");
}

const small = /^(?:int2|int4|serial|smallserial)$/;

function tell(relation: RelationName, { name, type }: ColumnSummary, context: StatementContext) {
  if (type === undefined || type.schema !== undefined || !small.test(type.name)) return;
  if (context.facts.isSmall(context.schema.resolve(relation))) return;
  const last = /2$|^small/.test(type.name) ? "32,767" : "2,147,483,647";
  context.report({
    message: `${context.show(relation)}.${name} is ${shownType(type)}: after ${last} values every INSERT fails.`,
    help: /serial/.test(type.name) ? "Write bigint GENERATED ALWAYS AS IDENTITY." : "Write bigint.",
    builder: /serial/.test(type.name) ? `Write ${countedColumn("bigint")}.` : "Write bigint.",
    ...placeOfType(type, context),
  });
}
