import type { ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
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
  exempt: "A table that the same migration creates; a temporary table.",
  check: {
    action(action, context) {
      if (action.kind === "set") reportRole(action, context);
      if (action.kind !== "trigger-state" || action.enable) return;
      const { relation, which, name } = action;
      if (context.isOwn(relation) || context.relation(relation)?.temporary) return;
      const table = context.show(relation);
      const [what, it] =
        which === "one"
          ? [`The trigger ${name} of ${table} is`, "it"]
          : [all(which, table), "them"];
      context.report({
        message: `${what} off for every session until somebody enables ${it}; SHARE ROW EXCLUSIVE stops writes to ${table} until the transaction ends.`,
        help: "Let triggers run, and change rows in batches.",
      });
    },
  },
});

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
