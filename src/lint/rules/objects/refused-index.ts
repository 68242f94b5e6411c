import type { Index } from "../../../schema/index.ts";
import { shownName, type ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Report } from "../../report.ts";
import { lacksKey } from "./matview-key.ts";
import { wholeTable } from "./missing-object.ts";

/**
 * CREATE INDEX of a name that another index has. Those of partitions have names that are only guessed, and one with an expression
 * may be gone with a column that has got another name.
 */
export function existingIndex(
  { relation, name, guarded }: ActionOf<"create-index">,
  context: StatementContext,
): Report | undefined {
  if (name === undefined || guarded) return undefined;
  const { schema } = context.schema.resolve(relation);
  const known = context.schema.index({ schema, name });
  if (known === undefined || !known.table.isCreated || known.table.parent !== undefined)
    return undefined;
  const { columns, where } = known.index;
  if (where !== undefined || columns.some((one) => one.name === undefined)) return undefined;
  return {
    message: `There is the index ${shownName([name])} of ${context.show(known.table)} already: PostgreSQL refuses the statement.`,
    help: "Take another name, or leave it out.",
  };
}

/** A constraint by an index that cannot be one's, or that is not there. */
export function unfitIndex(
  { relation, constraint: { usingIndex } }: ActionOf<"add-constraint">,
  context: StatementContext,
): Report | undefined {
  if (usingIndex === undefined) return undefined;
  const index = context.relation(relation)?.indexes.get(usingIndex);
  const shown = shownName([usingIndex]);
  if (index !== undefined) {
    const why = whyUnfit(index);
    return why === undefined
      ? undefined
      : {
          message: `PostgreSQL refuses ${shown} for a constraint: it ${why}.`,
          help: "Build a unique index on plain columns, without a WHERE, or leave the constraint out.",
        };
  }
  const table = wholeTable(relation, context);
  return (
    table && {
      message: `${context.show(table)} has no index ${shown} at this point: PostgreSQL refuses the statement.`,
      help: "Build it CONCURRENTLY in a migration before this one, or correct the name.",
    }
  );
}

/** Source: PostgreSQL manual, ALTER TABLE, ADD table_constraint_using_index; measured on 15. */
function whyUnfit({ unique, where, method, columns, constraint }: Index): string | undefined {
  if (constraint !== undefined) return `belongs to the constraint ${shownName([constraint])}`;
  if (!unique) return "is not unique";
  if (where !== undefined) return "has a WHERE";
  if (columns.some(({ name }) => name === undefined)) return "has an expression";
  if (columns.some(({ descending, nullsFirst }) => descending || nullsFirst))
    return "sorts otherwise than by default";
  return method === "btree" ? undefined : `is a ${method} index`;
}

/** REFRESH … CONCURRENTLY of a view that has no index to go by, or no rows yet. */
export function refusedRefresh(
  { relation, concurrently }: ActionOf<"refresh">,
  context: StatementContext,
): Report | undefined {
  const view = context.relation(relation);
  if (!concurrently || !view?.isCreated) return undefined;
  const shown = context.show(view);
  if (view.isPopulated === false)
    return {
      message: `PostgreSQL refuses to refresh ${shown} CONCURRENTLY: it was created WITH NO DATA, and has no rows yet.`,
      help: "Leave CONCURRENTLY out of its first refresh.",
    };
  if (!lacksKey(view)) return undefined;
  return {
    message: `PostgreSQL refuses to refresh ${shown} CONCURRENTLY: it has no unique index on plain columns without a WHERE.`,
    help: `Create a unique index on ${shown} first.`,
  };
}
