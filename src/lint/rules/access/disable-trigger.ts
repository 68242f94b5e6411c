import { flattened, type ActionOf } from "../../../sql/statement/index.ts";
import { isSameName } from "../../../schema/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Report } from "../../report.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "disable-trigger",
  severity: "error",
  stake: "loss",
  sets: ["safety", "recommended"],
  summary: "DISABLE TRIGGER, or session_replication_role = replica",
  why: `The trigger is off for every session, not only for the migration, and a SHARE ROW EXCLUSIVE lock stops writes until the transaction ends. DISABLE
TRIGGER ALL switches off the checks of foreign keys too: rows without a parent stay, and afterwards the constraint still counts as validated.
session_replication_role = replica does the same for one session and all tables.`,
  instead: `Let the triggers run, and change the rows in batches. Where a trigger must not fire for a backfill, let the trigger itself
look at a setting:

\`\`\`sql
CREATE OR REPLACE FUNCTION set_updated_at() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF current_setting('app.backfill', true) IS DISTINCT FROM 'on' THEN
        NEW.updated_at := now();
    END IF;
    RETURN NEW;
END;
$$;
\`\`\``,
  exempt: `A table that the same migration creates; a temporary table; triggers that are enabled again in the same transaction, which no other session
sees disabled. With those that check foreign keys it is a warning then.`,
  kinds: ["set", "trigger-state"],
  check: {
    action(action, context) {
      if (action.kind === "set") reportRole(action, context);
      if (action.kind !== "trigger-state" || action.enable) return;
      const { relation, which, name } = action;
      if (context.isOwn(relation) || context.relation(relation)?.temporary) return;
      const table = context.show(relation);
      if (isEnabledAgain(action, context)) {
        if (which === "all") context.report(unchecked(table));
        return;
      }
      const [what, it] =
        which === "one"
          ? [`The trigger ${name} of ${table} is`, "it"]
          : [all(which, table), "them"];
      context.report({
        message: `${what} off for every session until somebody enables ${it}, and nobody can write to ${table} until the transaction ends: this takes SHARE ROW EXCLUSIVE.`,
        help: "Let triggers run, and change rows in batches.",
      });
    },
  },
});

/** In the same transaction, before anybody else can see it. */
function isEnabledAgain(
  { relation, which, name }: ActionOf<"trigger-state">,
  context: StatementContext,
): boolean {
  if (!context.transaction.isBlock || context.alone !== undefined) return false;
  const { statements } = context.section;
  const rest = statements
    .slice(context.index, context.part?.to)
    .flatMap(({ actions }) => flattened(actions));
  return rest.some(
    (one) =>
      one.kind === "trigger-state" &&
      one.enable &&
      isSameName(context.schema.resolve(one.relation), context.schema.resolve(relation)) &&
      (one.which === "one" ? one.name === name : one.which === "all" || which !== "all"),
  );
}

function unchecked(table: string): Report {
  return {
    severity: "warning",
    message: `The foreign keys of ${table} are not checked for rows that this migration changes before the triggers are enabled again: rows without a parent stay, unnoticed.`,
    help: "Write DISABLE TRIGGER USER, which leaves the checks of foreign keys on.",
  };
}

function all(which: "all" | "user", table: string): string {
  const checks = which === "all" ? ", those that check foreign keys too," : "";
  return `All triggers of ${table}${checks} are`;
}

function reportRole({ name, value }: ActionOf<"set">, context: StatementContext): void {
  if (name !== "session_replication_role" || value?.toLowerCase() !== "replica") return;
  context.report({
    message:
      "session_replication_role = replica switches off all triggers and checks of foreign keys: rows without a parent stay, unnoticed.",
    help: "Leave it away: let triggers run, and insert parents before their children.",
  });
}
