import { defineRule } from "../../define-rule.ts";
import type { SectionContext, StatementContext } from "../../context.ts";
import { shownName, type Action } from "../../../sql/statement/index.ts";
import { subjectOf } from "../schema-objects.ts";

export default defineRule({
  name: "search-path-dependent",
  severity: "warning",
  stake: "convention",
  sets: ["conventions"],
  summary: "Names without a schema in a project that has schemas of its own",
  why: `Where such an object comes to be, or which one is meant, depends on the search_path of the role, the database and the session that run the
migration: here it lands in the application's schema, there in public.`,
  instead: `Write the schema before each name; or have the path be the same everywhere, by the setting \`schema\` of pgmaestro or by
\`SET LOCAL search_path\` at the beginning of the migration.`,
  exempt: `Projects whose migrations create no schema; a search path that the configuration or the migration sets; temporary tables. Reported once
for a section.`,
  check: {
    section(context) {
      if (!usesSchemas(context) || context.facts.searchPath !== undefined) return;
      const found = beforePathIsSet(context).flatMap(unqualified);
      const [first] = found;
      if (first === undefined) return;
      const names = [...new Set(found.map(({ name }) => shownName([name])))];
      const shown = names.length > 3 ? [...names.slice(0, 3), "others"] : names;
      context.report({
        at: first.at,
        end: first.end,
        message: `Which schema ${listed(shown)} ${shown.length > 1 ? "are" : "is"} in depends on the search_path of who runs the migration.`,
        help: "Write the schema before the name.",
      });
    },
  },
});

function usesSchemas({ schema }: SectionContext): boolean {
  return [...schema.schemas.keys()].some((name) => name !== "public");
}

function beforePathIsSet({ contexts }: SectionContext): readonly StatementContext[] {
  const first = contexts.findIndex(({ statement }) => statement.actions.some(setsPath));
  return first < 0 ? contexts : contexts.slice(0, first);
}

function setsPath(action: Action): boolean {
  return action.kind === "set" && action.name === "search_path" && !action.reset;
}

interface Unqualified {
  readonly name: string;
  readonly at: number;
  readonly end: number;
}

function unqualified(context: StatementContext): Unqualified[] {
  return context.statement.actions.flatMap((action) => {
    const name = subjectOf(action);
    if (name === undefined || name.schema !== undefined) return [];
    if (context.schema.resolve(name).schema === "pg_temp") return [];
    return [{ name: name.name, at: action.at, end: context.statement.end }];
  });
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
