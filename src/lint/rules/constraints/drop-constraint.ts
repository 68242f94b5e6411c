import { defineRule } from "../../define-rule.ts";
import type { StatementContext } from "../../context.ts";
import { keyOf, type Constraint, type Relation } from "../../../schema/index.ts";
import type { Action, ActionOf } from "../../../sql/statement/index.ts";
import { allActions } from "../surrounding-actions.ts";
import { isPrimaryKey } from "./drop-primary-key.ts";

export default defineRule({
  name: "drop-constraint",
  severity: "warning",
  stake: "loss",
  sets: ["safety", "recommended"],
  summary: "A constraint that is dropped and not replaced",
  why: `From then on rows come in that the constraint refuses, and once they are there, it cannot be validated again. Without a unique constraint
INSERT … ON CONFLICT on its columns fails too. The drop itself takes ACCESS EXCLUSIVE for a moment.`,
  instead: `Replace it: add the new constraint NOT VALID, validate it, and drop the old one last. Where it goes for good, say why.

\`\`\`sql
-- first migration
ALTER TABLE orders ADD CONSTRAINT orders_status_v2_check CHECK (status IN ('new', 'paid', 'sent')) NOT VALID;
-- second migration
ALTER TABLE orders VALIDATE CONSTRAINT orders_status_v2_check;
-- third migration
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_status_check;
\`\`\``,
  exempt: `What the same migration added, in its down section as well; a constraint that is added again under its name, or for which there is
another of its kind on the same columns; the old key, where a primary key of its columns is added; a CHECK of a partition on the key it is partitioned by; a CHECK (… IS NOT NULL) of a column that is NOT NULL by now; primary keys (see \`drop-primary-key\`);
temporary tables.`,
  kinds: ["drop-constraint"],
  check: {
    action(action, context) {
      if (isPrimaryKey(action, context)) return;
      const table = context.relation(action.relation);
      const known = table?.constraints.get(action.name);
      if (context.isOwn(action.relation) || table?.temporary) return;
      if (known === undefined ? isNothing(action, context) : context.section.isOwn(known)) return;
      if (isReplaced(action, known, context) || isProofDone(action, known, context)) return;
      if (known && table?.parent && isBound(known, table.parent)) return;
      const name = context.show(action.relation);
      context.report({
        message: `Dropping ${action.name} lets rows into ${name} that it refuses; once they are there, it can no longer be put back.`,
        help: "Add what replaces it first, or say in an ignore comment why nothing does.",
      });
    },
  },
});

/** A constraint that there is not, or that the up section may have made in a way that cannot be read. */
function isNothing(
  { relation, guarded }: ActionOf<"drop-constraint">,
  { schema, direction }: StatementContext,
): boolean {
  if (schema.isPartial) return direction === "down";
  return guarded && schema.relation(relation)?.isCreated === true;
}

/** A CHECK that repeats the bound of a partition, to spare the scan when it was attached. */
function isBound({ kind, columns }: Constraint, { partitionBy = [] }: Relation): boolean {
  return (
    kind === "check" && columns.length > 0 && columns.every((one) => partitionBy.includes(one))
  );
}

function isReplaced(
  { relation, name }: ActionOf<"drop-constraint">,
  known: Constraint | undefined,
  { schema, section }: StatementContext,
): boolean {
  const table = keyOf(schema.resolve(relation));
  const others = [...(schema.relation(relation)?.constraints.values() ?? [])];
  const isAlike = (one: { kind: string; columns: readonly string[] }) =>
    known !== undefined && serves(one.kind, known.kind) && isSameSet(one.columns, known.columns);
  return (
    others.some((one) => one !== known && isAlike(one)) ||
    allActions({ section }).some(
      (one) =>
        one.kind === "add-constraint" &&
        keyOf(schema.resolve(one.relation)) === table &&
        (one.constraint.name === name || isAlike(one.constraint)),
    )
  );
}

/** A primary key does what a unique constraint does. */
function serves(one: string, known: string): boolean {
  return one === known || (one === "primary-key" && known === "unique");
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return [...new Set(one)].toSorted().join() === [...new Set(other)].toSorted().join();
}

/** Whether it only proved to SET NOT NULL, or to a primary key, that there is no NULL. */
function isProofDone(
  { relation }: ActionOf<"drop-constraint">,
  known: Constraint | undefined,
  { schema, section }: StatementContext,
): boolean {
  const columns = schema.relation(relation)?.columns;
  if (known !== undefined) {
    const { columns: all, expression } = known;
    const proved = expression?.provesNotNull ?? [];
    return (
      proved.length > 0 &&
      all.every((column) => proved.includes(column) && columns?.get(column)?.notNull)
    );
  }
  const table = keyOf(schema.resolve(relation));
  return allActions({ section }).some(
    (one) => setsNotNull(one) && keyOf(schema.resolve(one.relation)) === table,
  );
}

function setsNotNull(
  action: Action,
): action is ActionOf<"set-not-null"> | ActionOf<"add-constraint"> {
  if (action.kind === "add-constraint") return action.constraint.kind === "primary-key";
  return action.kind === "set-not-null";
}
