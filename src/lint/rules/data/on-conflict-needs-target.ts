import { isSameName, plainColumns, type Column, type Relation } from "../../../schema/index.ts";
import { shownName, isSerial, type ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Report } from "../../report.ts";
import { ofConvention } from "../../settings.ts";
import { defineRule } from "../../define-rule.ts";

type Insert = ActionOf<"insert">;

export default defineRule({
  name: "on-conflict-needs-target",
  severity: "warning",
  stake: "convention",
  sets: ["recommended", "conventions"],
  summary: "INSERT that adds its rows again when it is run again",
  why: `Where the rows are there already, from an earlier attempt, a restored copy or by hand, a plain INSERT fails or doubles them. ON CONFLICT DO NOTHING helps
only where something is unique: a key that counts up by itself never conflicts, and each run adds the rows once more. A target that no unique index
fits fails with 42P10. Without ON CONFLICT it is reported in a transaction only where the project asks for its conventions: the history runs a migration once.`,
  instead: `Name the key by which the rows are known:

\`\`\`sql
INSERT INTO countries (code, name) VALUES ('at', 'Austria') ON CONFLICT (code) DO NOTHING;
\`\`\``,
  exempt: `A table that the same migration creates; a temporary table; INSERT … SELECT that looks into the table itself for what is there already.`,
  kinds: ["insert"],
  check: {
    action(action, context) {
      const { relation } = action;
      if (context.isOwn(relation) || context.relation(relation)?.temporary) return;
      const found = faultOf(action, context);
      if (found !== undefined) context.report(found);
    },
  },
});

function faultOf(action: Insert, context: StatementContext): Report | undefined {
  const table = context.show(action.relation);
  const { onConflict } = action;
  if (onConflict === undefined) {
    return looksItself(action, context)
      ? undefined
      : {
          ...(context.alone === undefined && { severity: ofConvention(context.facts.settings) }),
          message: `Run again, this INSERT adds its rows to ${table} once more, or fails.`,
          help: "Add ON CONFLICT with the key by which the rows are known.",
        };
  }
  const known = context.relation(action.relation);
  if (!known?.isCreated || !known.hasAllColumns || context.schema.isPartial) return undefined;
  if (onConflict.columns.length > 0) return unfitTarget(onConflict.columns, known, table);
  if (onConflict.constraint !== undefined || hasKeyOfItsOwn(action, known)) return undefined;
  return {
    message: `Nothing in ${table} can conflict with these rows: run again, the INSERT adds them once more.`,
    help: `Create a unique index on the columns by which the rows are known, and name them: ON CONFLICT (…).`,
  };
}

/** Whether its query reads the table that it fills, as `WHERE NOT EXISTS (…)` does. */
function looksItself({ relation, query }: Insert, { schema }: StatementContext): boolean {
  const target = schema.resolve(relation);
  return (query?.relations ?? []).some((name) => isSameName(schema.resolve(name), target));
}

function unfitTarget(
  columns: readonly string[],
  known: Relation,
  table: string,
): Report | undefined {
  const wanted = columns.toSorted().join();
  const fits = [...known.indexes.values()].some(
    (index) =>
      index.unique &&
      (plainColumns(index).length < index.columns.length ||
        plainColumns(index).toSorted().join() === wanted),
  );
  if (fits) return undefined;
  return {
    message: `No unique index of ${table} is on (${columns.join(", ")}): PostgreSQL refuses this ON CONFLICT.`,
    help: `Create a unique index on ${table} (${columns.map((one) => shownName([one])).join(", ")}) first, or name the columns of one that is there.`,
    severity: "error",
  };
}

/** Whether something is unique that does not come by itself, such as a number that counts up. */
function hasKeyOfItsOwn({ columns }: Insert, known: Relation): boolean {
  return [...known.indexes.values()].some((index) => {
    const names = plainColumns(index);
    if (!index.unique) return false;
    if (names.length < index.columns.length) return true;
    const isWritten = (name: string) => columns === undefined || columns.includes(name);
    return names.every((name) => isWritten(name) || !makesItself(known.columns.get(name)));
  });
}

function makesItself(column: Column | undefined): boolean {
  if (column === undefined) return false;
  const isCalled = (column.default?.functions.length ?? 0) > 0;
  return column.identity || isCalled || (column.type !== undefined && isSerial(column.type));
}
