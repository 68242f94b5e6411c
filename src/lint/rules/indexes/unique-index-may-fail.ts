import type { Action, RelationName } from "../../../sql/statement/index.ts";
import type { SectionContext, StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { plainColumns, type Index } from "../../../schema/index.ts";

export default defineRule({
  name: "unique-index-may-fail",
  severity: "notice",
  stake: "failure",
  sets: [],
  summary: "A unique index or constraint on columns that may hold duplicates",
  why: `Whether it succeeds depends on the rows: with duplicates the migration fails, and CONCURRENTLY leaves an invalid index that pgmaestro
drops when it tries again.`,
  instead: `Look for duplicates before, in the migration or by hand:

\`\`\`sql
SELECT email, count(*) FROM users GROUP BY email HAVING count(*) > 1;
\`\`\``,
  exempt: `Off by default. Tables that the same migration creates; columns that a unique index covers already, or did until the same migration dropped
it.`,
  kinds: ["create-index", "add-constraint"],
  check: {
    statement(context) {
      for (const action of context.statement.actions) {
        if (action.kind === "drop" && action.objectKind === "INDEX")
          remember(action.object, context);
        if (action.kind === "drop-constraint")
          remember({ ...context.schema.resolve(action.relation), name: action.name }, context);
      }
    },
    action(action, context) {
      const { relation, columns } = uniqueOf(action) ?? {};
      if (relation === undefined || columns === undefined) return;
      if (context.isOwn(relation) || context.relation(relation)?.temporary) return;
      const known = [
        ...(context.relation(relation)?.indexes.values() ?? []),
        ...(dropped.get(context.section) ?? []),
      ];
      if (known.some((index) => isUniqueOn(index, columns))) return;
      context.report({
        message: `This fails if ${context.show(relation)} has two rows with the same ${columns.join(", ")}.`,
        help: "Look for duplicates first, and remove them in a migration before this one.",
      });
    },
  },
});

/** The unique indexes that a section has dropped so far. */
const dropped = new WeakMap<SectionContext, Index[]>();

function remember(name: RelationName, { schema, section }: StatementContext): void {
  const index = schema.index(name)?.index;
  if (index?.unique) dropped.set(section, [...(dropped.get(section) ?? []), index]);
}

function uniqueOf(
  action: Action,
): { relation: RelationName; columns: readonly string[] } | undefined {
  if (action.kind === "create-index" && action.unique && action.where === undefined) {
    const names = action.columns.map(({ name }) => name ?? "expression");
    return { relation: action.relation, columns: names };
  }
  if (action.kind !== "add-constraint") return undefined;
  const { kind, columns, usingIndex } = action.constraint;
  const builds = (kind === "unique" || kind === "primary-key") && usingIndex === undefined;
  return builds ? { relation: action.relation, columns } : undefined;
}

/** Rows that differ in some of the columns differ in all of them. */
function isUniqueOn(index: Index, columns: readonly string[]): boolean {
  const keys = plainColumns(index);
  return (
    index.unique &&
    index.where === undefined &&
    keys.length === index.columns.length &&
    keys.every((key) => columns.includes(key))
  );
}
