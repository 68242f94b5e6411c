import { isSameName } from "../../../schema/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { SectionContext } from "../../context.ts";
import { shownName, type Action, type ActionOf } from "../../../sql/statement/index.ts";

export default defineRule({
  name: "function-search-path",
  severity: "notice",
  stake: "failure",
  sets: [],
  summary: "A function of a trigger, index or CHECK without a SET search_path",
  why: `It runs whenever somebody writes a row, with the search_path that this session has. pg_restore, autovacuum and REINDEX run with a path that
has nothing but pg_catalog: names without a schema in the function are not found there, and the restore or the maintenance fails.`,
  instead: `Fix the path with the function.

\`\`\`sql
CREATE OR REPLACE FUNCTION app.set_updated_at() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$ BEGIN NEW.updated_at := now(); RETURN NEW; END; $$;
\`\`\``,
  exempt: `SECURITY DEFINER (see \`security-definer-search-path\`); a body of SQL statements (BEGIN ATOMIC), whose names are bound when it is created;
languages other than SQL and PL/pgSQL; ALTER FUNCTION … SET search_path in the same section.`,
  check: {
    section(context) {
      for (const action of context.actions) {
        if (!isOpen(action) || isSetLater(action, context)) continue;
        const use = useOf(action, context);
        if (use === undefined) continue;
        context.report({
          at: action.at,
          message: `${shownName([action.name.name])} runs in ${use} with the search_path of the session that writes the row, in a restore too.`,
          help: "Add SET search_path = pg_catalog, the schema of its objects, pg_temp.",
        });
      }
    },
  },
});

/** Whether names in the body are looked up when it runs, along a path that it does not set. */
function isOpen(action: Action): action is ActionOf<"create-function"> {
  return (
    action.kind === "create-function" &&
    !action.procedure &&
    !action.securityDefiner &&
    action.body !== undefined &&
    /^(?:sql|plpgsql)$/.test(action.language) &&
    !action.settings.includes("search_path")
  );
}

function isSetLater({ name }: ActionOf<"create-function">, { actions, schema }: SectionContext) {
  return actions.some(
    (one) =>
      one.kind === "alter-function" &&
      one.settings.includes("search_path") &&
      isSameName(schema.resolve(one.object), schema.resolve(name)),
  );
}

/** Where the function runs by itself, in words; undefined where only who calls it runs it. */
function useOf(
  { name, returns }: ActionOf<"create-function">,
  { schema }: SectionContext,
): string | undefined {
  if (returns !== undefined && /^(?:event_)?trigger$/i.test(returns)) return "triggers";
  for (const table of schema.relations.view().values()) {
    const shown = shownName([table.name]);
    const expressions = [...table.indexes.values()].flatMap(({ columns, where }) => [
      ...columns.map(({ expression }) => expression),
      where,
    ]);
    if (expressions.some(calls)) return `an index of ${shown}`;
    if ([...table.constraints.values()].some(({ expression }) => calls(expression)))
      return `a CHECK of ${shown}`;
  }
  return undefined;

  function calls(expression: { functions: readonly { name: string }[] } | undefined): boolean {
    return expression?.functions.some((one) => one.name === name.name) ?? false;
  }
}
