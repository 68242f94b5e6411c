import { defineRule } from "../../define-rule.ts";
import type { Action } from "../../../sql/statement/index.ts";

export default defineRule({
  name: "role-in-schema-migration",
  severity: "warning",
  stake: "convention",
  sets: ["recommended", "conventions"],
  summary: "CREATE, ALTER or DROP ROLE in a migration of a schema",
  why: `Roles belong to the server, not to the database: a second database on the same server, as of tests in parallel, meets the role that is there
already, and dropping it fails while another database uses it. The role that runs migrations needs CREATEROLE for it.`,
  instead: `Create roles where the server is set up, and have the migration only grant to them.`,
  exempt: `The down section, which takes back what was reported in the up section.`,
  kinds: ["create-role", "alter-role", "drop-role"],
  check: {
    action(action, context) {
      const what = context.direction === "up" ? commandOf(action) : undefined;
      if (what === undefined) return;
      context.report({
        message: `${what} changes the whole server, not this database alone.`,
        help: "Move it to where the server is set up.",
      });
    },
  },
});

function commandOf(action: Action): string | undefined {
  if (action.kind === "create-role") return `CREATE ROLE ${action.name}`;
  if (action.kind === "alter-role") return `ALTER ROLE ${action.name}`.trim();
  return action.kind === "drop-role" ? `DROP ROLE ${action.names.join(", ")}` : undefined;
}
