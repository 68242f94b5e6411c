import { defineRule } from "../../define-rule.ts";
import type { DirectoryContext } from "../../directory-context.ts";
import { keyOf, type Index } from "../../../schema/index.ts";
import {
  shownName,
  type Action,
  type Expression,
  type IndexColumn,
} from "../../../sql/statement/index.ts";
import { actionsOfLaterMigrations } from "./later-actions.ts";
import {
  remainingConstraints,
  shownTable,
  type RemainingConstraint,
} from "./remaining-constraints.ts";

export default defineRule({
  name: "foreign-key-without-index",
  severity: "warning",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "A foreign key whose columns no index begins with",
  why: `PostgreSQL makes no index for a foreign key. Each DELETE and each change of a key in the referenced table then reads the whole referencing
table, while it holds the row; joins along the foreign key read it too.`,
  instead: `Build the index CONCURRENTLY, in a migration of its own, before the foreign key is added or validated. On a new table it goes into
the same migration.

\`\`\`sql
-- first migration
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_id_idx ON orders (user_id);
-- second migration
ALTER TABLE orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
\`\`\``,
  exempt: `Columns that an index begins with, in any order, that of a unique constraint or primary key too; an index that leaves out only
NULLs; an index that a later migration makes; temporary tables; columns that no migration creates, whose indexes nobody knows.`,
  check: {
    directory(context) {
      const bare = remainingConstraints(context).filter((one) => isKnown(one) && !isIndexed(one));
      if (bare.length === 0) return;
      const later = actionsOfLaterMigrations(context, /\b(?:INDEX|UNIQUE|PRIMARY|DROP)\b/i);
      for (const standing of bare)
        if (!later.some((action) => settles(action, standing, context))) report(standing);
    },
  },
});

/** Whether an index on the columns would be known. */
function isKnown({ table, constraint, section, action }: RemainingConstraint): boolean {
  if (constraint.kind !== "foreign-key" || table.temporary || table.kind !== "table") return false;
  if (action?.kind === "create-table" && action.like.length > 0) return false;
  if (section.isOwn(table)) return true;
  const isNew = constraint.columns.some((name) => {
    const column = table.columns.get(name);
    return column !== undefined && section.isOwn(column);
  });
  return isNew || (table.isCreated && !section.schema.isPartial);
}

function isIndexed({ table, constraint: { columns } }: RemainingConstraint): boolean {
  return [...table.indexes.values()].some((index) => serves(index, columns));
}

function serves(
  index: Pick<Index, "method"> & {
    readonly columns: readonly Partial<IndexColumn>[];
    readonly where?: Expression | undefined;
  },
  columns: readonly string[],
): boolean {
  const leading = index.columns.slice(0, columns.length);
  return (
    /^(?:btree|hash)$/.test(index.method) &&
    columns.every((column) => leading.some(({ name }) => name === column)) &&
    (index.where === undefined || leavesOutNulls(index.where, columns))
  );
}

/** A row that is looked for has no NULL in these columns. */
function leavesOutNulls(
  { provesNotNull, columns: named }: Expression,
  columns: readonly string[],
): boolean {
  return provesNotNull.length === named.length && named.every((name) => columns.includes(name));
}

/** Whether a later migration makes the index, or takes the table or the foreign key away. */
function settles(
  action: Action,
  { table, constraint }: RemainingConstraint,
  { schema }: DirectoryContext,
): boolean {
  const isTable = (name: { schema?: string; name: string } | undefined) =>
    name !== undefined && keyOf(schema.resolve(name)) === keyOf(table);
  if (action.kind === "create-index")
    return isTable(action.relation) && serves(action, constraint.columns);
  if (action.kind === "drop-constraint")
    return isTable(action.relation) && action.name === constraint.name;
  if (action.kind === "add-constraint" && /^(?:unique|primary-key)$/.test(action.constraint.kind))
    return isTable(action.relation) && serves(indexOf(action.constraint), constraint.columns);
  return action.kind === "drop" && isTable(action.object);
}

function indexOf({ columns }: { columns: readonly string[] }) {
  return { method: "btree", columns: columns.map((name) => ({ name })) };
}

function report({ table, shown, constraint, section, at }: RemainingConstraint): void {
  const columns = constraint.columns.map((column) => shownName([column])).join(", ");
  const referenced = shownTable(constraint.references!.table, section);
  section.report({
    at,
    message: `No index of ${shown} begins with ${columns}: each DELETE in ${referenced} reads all of ${shown} to find the rows that reference it.`,
    help: section.isOwn(table)
      ? `Add an index on ${shown} (${columns}) to this migration.`
      : `Build an index on ${shown} (${columns}) CONCURRENTLY, in a migration before this one.`,
    builder: section.isOwn(table)
      ? `Add \`pgm.createIndex\` for ${columns} of ${shown} to this migration.`
      : `Build an index on ${columns} of ${shown} by \`createIndex\` with \`concurrently: true\`, in a migration before this one.`,
  });
}
