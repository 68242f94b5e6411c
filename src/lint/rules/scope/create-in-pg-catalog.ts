import { defineRule } from "../../define-rule.ts";
import type { StatementContext } from "../../context.ts";
import { shownName, type Action } from "../../../sql/statement/index.ts";
import { createdInSchema } from "../schema-objects.ts";

export default defineRule({
  name: "create-in-pg-catalog",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended", "conventions"],
  summary: "An object that is created in a schema of PostgreSQL's own",
  why: `The server refuses tables in pg_catalog. Functions and types it takes from a superuser, but they may shadow its own, and pg_dump leaves them
out, so that a restored database or an upgrade is without them. A search_path that begins with pg_catalog has the same effect on names
without a schema.`,
  instead: `Create it in a schema of the application; in a search_path name that schema first. pg_catalog is searched before all others
anyway, unless the path names it.`,
  exempt: `Extensions, some of which belong there; temporary objects.`,
  check: {
    action(action, context) {
      const found = createdIn(action, context);
      if (found === undefined || !/^(?:pg_catalog|pg_toast|information_schema)$/.test(found.schema))
        return;
      context.report({
        message: `${shownName([found.name])} would be in ${found.schema}, which is PostgreSQL's own: pg_dump leaves it out, so that no restored database has it.`,
        help: found.isWritten
          ? "Create it in a schema of the application."
          : "Write the schema before the name: the search_path begins with PostgreSQL's own.",
      });
    },
  },
});

function createdIn(action: Action, { schema: { path } }: StatementContext) {
  if (action.kind === "set-schema")
    return { name: action.object.name, schema: action.to, isWritten: true };
  const name = createdInSchema(action);
  if (name === undefined) return undefined;
  const isWritten = name.schema !== undefined;
  return { name: name.name, schema: name.schema ?? path[0] ?? "public", isWritten };
}
