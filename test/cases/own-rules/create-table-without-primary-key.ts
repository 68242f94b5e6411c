import {
  type Action,
  type ActionOf,
  constraintsOf,
  defineRule,
  isSameName,
  type StatementContext,
} from "pgmaestro/rules";

export default defineRule({
  name: "create-table-without-primary-key",
  severity: "warning",
  summary: "CREATE TABLE without a primary key",
  why: "Nothing distinguishes one row from another.",
  instead: "Give the table a key when it is created.",
  check: {
    action(action, context) {
      if (action.kind !== "create-table" || context.direction === "down") return;
      if (isOtherwiseKeyed(action) || hasKey(action, context)) return;
      context.report({
        message: `${context.show(action.relation)} has no primary key: nothing distinguishes its rows, and UPDATE and DELETE fail once it is published for logical replication.`,
        help: "Add a PRIMARY KEY, such as id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY.",
      });
    },
  },
});

function isOtherwiseKeyed(table: ActionOf<"create-table">): boolean {
  const copied = table.inherits.length + table.like.length > 0 || table.ofType;
  return table.temporary || table.foreign || copied || table.partitionOf !== undefined;
}

function hasKey(table: ActionOf<"create-table">, context: StatementContext): boolean {
  const own = [table, ...laterOn(table, context)];
  const filled = new Set([
    ...table.columns.flatMap(({ name, notNull, identity }) => (notNull || identity ? [name] : [])),
    ...own.flatMap((one) => (one.kind === "set-not-null" ? [one.column] : [])),
  ]);
  return own
    .flatMap(constraintsOf)
    .some(
      ({ kind, columns }) =>
        kind === "primary-key" || (kind === "unique" && columns.every((name) => filled.has(name))),
    );
}

/** What the section does with the table after it is created. */
function laterOn({ relation }: ActionOf<"create-table">, context: StatementContext): Action[] {
  const { schema, section, index } = context;
  const later = section.statements.slice(index + 1).flatMap(({ actions }) => actions);
  return later.filter(
    (one) =>
      "relation" in one &&
      one.relation !== undefined &&
      isSameName(schema.resolve(one.relation), schema.resolve(relation)),
  );
}
