import { defineRule } from "../../define-rule.ts";
import { unsupportedGuardAt } from "./unsupported-guards.ts";
import { askedConstraint } from "./recipe.ts";

export default defineRule({
  name: "guard-not-supported",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended", "conventions"],
  summary: "A guard that PostgreSQL does not have",
  why: `IF NOT EXISTS is there for tables, columns, indexes, sequences, schemas, extensions, materialized views and enum values, but not for policies,
triggers, types, domains, constraints and roles; it stands before the name, never behind it. OR REPLACE is there for views, functions, rules and, from
PostgreSQL 14 on, triggers. Anything else is a syntax error.`,
  instead: `Drop first, where nothing is lost by it, or ask the catalog:

\`\`\`sql
DROP POLICY IF EXISTS own_orders ON orders;
CREATE POLICY own_orders ON orders USING (user_id = current_setting('app.user_id')::bigint);

${askedConstraint}
\`\`\``,
  kinds: ["create-trigger"],
  check: {
    migration(context) {
      for (const one of context.unreadable) {
        const found = unsupportedGuardAt(one, context);
        if (found === undefined) continue;
        const { start: at, end, words, help } = found;
        context.report(
          {
            at,
            end,
            message: `${words} is a syntax error: PostgreSQL has no guard of this form.`,
            help,
          },
          one.section,
        );
      }
    },
    action(action, context) {
      if (!action.replace || context.postgres >= 14) return;
      context.report({
        message: `CREATE OR REPLACE TRIGGER is a syntax error in PostgreSQL ${context.postgres}: it came with 14.`,
        help: "Write DROP TRIGGER IF EXISTS before CREATE TRIGGER.",
      });
    },
  },
});
