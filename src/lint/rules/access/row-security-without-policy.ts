import { defineRule } from "../../define-rule.ts";
import { hidesAllRows } from "./policies.ts";

export default defineRule({
  name: "row-security-without-policy",
  severity: "error",
  stake: "breakage",
  sets: ["safety", "recommended"],
  summary: "ENABLE ROW LEVEL SECURITY without a policy in the same transaction",
  why: `Without a policy every role but the owner, superusers and those with BYPASSRLS sees no row, without an error, and cannot insert or change one. ENABLE and
CREATE POLICY each take ACCESS EXCLUSIVE, for a moment.`,
  instead: `Create the policies in the same transaction:

\`\`\`sql
CREATE POLICY orders_of_tenant ON orders
    USING (tenant_id = current_setting('app.tenant')::bigint);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
\`\`\``,
  exempt: `A table that the same migration creates; a temporary table; a table that has a policy, or row level security already; after migrations that cannot be read
completely.`,
  kinds: ["row-security"],
  check: {
    action(action, context) {
      if (!hidesAllRows(action, context)) return;
      const table = context.show(action.relation);
      context.report({
        message: `${table} has no policy: with row level security every role but its owner sees no row of ${table}, without an error.`,
        help: "Add CREATE POLICY to the same transaction.",
      });
    },
  },
});
