import type { Action } from "../../../sql/statement/index.ts";
import { shownName } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "create-extension",
  severity: "notice",
  stake: "failure",
  sets: [],
  summary: "CREATE EXTENSION without IF NOT EXISTS or without a schema, and ALTER EXTENSION",
  why: `An extension needs privileges, and files on the server, that may not be there: in production it is often made beforehand by somebody else, and then a
plain CREATE EXTENSION fails. Without a schema its objects go to the first schema of whoever runs it. ALTER EXTENSION … UPDATE may change
what its functions do, and rebuild or invalidate what uses them.`,
  instead: `Write both words, and see to it that the scratch database has the extension:

\`\`\`sql
CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA public;
\`\`\``,
  kinds: ["create-extension", "alter-other"],
  check: {
    action(action, context) {
      const found = missingOf(action);
      if (found !== undefined) context.report(found);
    },
  },
});

function missingOf(
  action: Action,
): { message: string; help: string; builder?: string } | undefined {
  if (action.kind === "alter-other" && action.objectKind === "EXTENSION")
    return {
      message: "ALTER EXTENSION changes functions and types that others use.",
      help: "Read the release notes of the extension, and try it on a copy of production.",
    };
  if (action.kind !== "create-extension") return undefined;
  const name = shownName([action.name]);
  if (!action.guarded)
    return {
      message: `CREATE EXTENSION fails where ${name} is there already, made by whoever runs the server.`,
      help: `Write CREATE EXTENSION IF NOT EXISTS ${name} WITH SCHEMA …`,
      builder: "Give `ifNotExists: true` and a `schema`.",
    };
  if (action.schema !== undefined) return undefined;
  return {
    message: `Without a schema ${name} goes to the first schema of whoever runs the migration.`,
    help: `Write CREATE EXTENSION IF NOT EXISTS ${name} WITH SCHEMA …`,
    builder: "Give a `schema`.",
  };
}
