import { defineRule } from "../../define-rule.ts";
import type { Fix, Severity, Unfixed } from "../../finding.ts";
import { ofConvention } from "../../settings.ts";
import { isPlain } from "../../rewriting.ts";
import { constraintNameOf } from "./validated-later.ts";
import type { StatementContext } from "../../context.ts";
import {
  shownName,
  sqlName,
  type ConstraintSummary,
  type RelationName,
} from "../../../sql/statement/index.ts";

export default defineRule({
  name: "unnamed-constraint",
  severity: "warning",
  stake: "convention",
  sets: ["recommended", "conventions"],
  summary: "A constraint without a name",
  why: `The server makes the name up, from the table and the columns, abbreviated from the middle where that is too long, with a number behind it
where it is taken. So nobody can drop it by a name that is sure; and a statement that runs twice adds a second constraint in silence:
\`orders_user_id_fkey1\`. Measured on PostgreSQL 15 to 18.`,
  instead: `Write \`CONSTRAINT <table>_<columns>_<kind>\` before it.`,
  exempt: `Constraints written with a column; primary keys in CREATE TABLE, whose name is sure; USING INDEX, which gives its name; what is added
to a table that the same migration creates. In CREATE TABLE it is a notice, and else where the
project does not ask for its conventions.`,
  kinds: ["create-table", "add-constraint"],
  check: {
    action(action, context) {
      if (action.kind === "create-table" && !action.temporary)
        for (const constraint of action.constraints)
          if (constraint.kind !== "primary-key")
            report(action.relation, constraint, context, { severity: "notice", isNew: true });
      if (action.kind !== "add-constraint" || context.isOwn(action.relation)) return;
      if (context.relation(action.relation)?.temporary) return;
      report(action.relation, action.constraint, context, {
        severity: ofConvention(context.facts.settings),
      });
    },
  },
});

const kinds: Readonly<Record<ConstraintSummary["kind"], readonly [string, string]>> = {
  check: ["CHECK", "check"],
  "foreign-key": ["foreign key", "fkey"],
  unique: ["unique constraint", "key"],
  "primary-key": ["primary key", "pkey"],
  exclusion: ["exclusion constraint", "excl"],
  "not-null": ["NOT NULL constraint", "not_null"],
};

function report(
  relation: RelationName,
  constraint: ConstraintSummary,
  context: StatementContext,
  { severity, isNew = false }: { readonly severity: Severity; readonly isNew?: boolean },
): void {
  const { name, usingIndex, kind, columns, at } = constraint;
  if (name !== undefined || usingIndex !== undefined) return;
  const [what, suffix] = kinds[kind];
  const middle = kind === "primary-key" ? [] : [...new Set(columns)];
  const suggested = [relation.name, ...middle, suffix].join("_");
  const isRepeatable = !isNew && !/^(?:primary-key|not-null)$/.test(kind);
  const twice = isRepeatable ? ", and a second one where the statement runs twice" : "";
  context.report({
    severity,
    at,
    fix: named(relation, constraint, context),
    message: `The ${what} of ${context.show(relation)} has no name: the server makes one up${twice}.`,
    help:
      suggested.length > 63
        ? "Write CONSTRAINT and a name before it."
        : `Write CONSTRAINT ${shownName([suggested])} before it.`,
    builder:
      "Name it: it is what `addConstraint` takes after the table, and of a column's foreign key `referencesConstraintName`.",
  });
}

/** With the name that the server would make. */
function named(
  relation: RelationName,
  constraint: ConstraintSummary,
  context: StatementContext,
): Fix | Unfixed {
  const { current } = context;
  if (current?.kind !== "add-constraint")
    return { unfixed: "it is written with its table or its column" };
  if (!isPlain(current, context)) return { unfixed: "it is in a DO block" };
  const name =
    constraint.kind === "exclusion" ? undefined : constraintNameOf(constraint, relation, context);
  if (name === undefined) return { unfixed: "the name that the server makes up is not plain" };
  const edit = { start: constraint.at, end: constraint.at };
  return {
    title: `Name the constraint ${name}`,
    edits: [{ ...edit, text: `CONSTRAINT ${sqlName({ name })} ` }],
  };
}
