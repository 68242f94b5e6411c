import { isSameName } from "../../../schema/index.ts";
import {
  shownName,
  type Action,
  type ActionOf,
  type RelationName,
} from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { earlierActions, laterActions } from "../surrounding-actions.ts";
import { isUnusedRelation } from "./own-object.ts";
import { takesBack } from "./rename.ts";

export default defineRule({
  name: "rename-column",
  severity: "error",
  stake: "breakage",
  harmsOldApplication: true,
  sets: ["safety", "recommended"],
  summary: "Renaming a column of a table that was there before the migration",
  why: `Code of the running release fails at once: it reads and writes the old name. Functions that name the column in a string fail when they
are next called. Views follow, and keep the old name for what they show.`,
  instead: `Add a column with the new name, write both, copy the old rows in batches, read the new one, and drop the old one last; each
step is a release of its own.

\`\`\`sql
-- first migration, with a release that writes both
ALTER TABLE users ADD COLUMN IF NOT EXISTS full_name text;

-- second migration
-- pgmaestro-ignore drop-column: no release uses it
ALTER TABLE users DROP COLUMN IF EXISTS name;
\`\`\``,
  exempt: `A table or a column that the same migration creates; a temporary table; a section that adds a column with the old name that is generated from
the new one, or gives the old name to another column (a swap); a down section that gives the old name back.`,
  kinds: ["rename"],
  check: {
    action(action, context) {
      if (action.part === undefined) return;
      if (!/^(?:COLUMN|ATTRIBUTE)$/.test(action.objectKind)) return;
      if (isUnknownToCode(action, action.part, context) || takesBack(action, context)) return;
      const relation = context.show(action.object);
      const [part, to] = [shownName([action.part]), shownName([action.to])];
      const what = action.objectKind.toLowerCase();
      context.report({
        message: `Renaming the ${what} ${part} of ${relation} to ${to} breaks code that is running: it still says ${part}.`,
        help: isView(action, context)
          ? `Add ${to} to the view as one more column, at its end.`
          : `Add ${to} as a new ${what}, write both, copy the rows, and drop ${part} when no release uses it.`,
      });
    },
  },
});

function isView({ object }: ActionOf<"rename">, context: StatementContext): boolean {
  const kind = context.relation(object)?.kind ?? "table";
  return /VIEW|MATERIALIZED/.test(context.statement.command) || kind.endsWith("view");
}

function isUnknownToCode(
  { object, to }: ActionOf<"rename">,
  name: string,
  context: StatementContext,
): boolean {
  const column = context.relation(object)?.columns.get(name);
  if (column !== undefined && context.section.isOwn(column)) return true;
  if (isUnusedRelation(object, context)) return true;
  return (
    laterActions(context).some((one) => isCopyOf(one, { object, part: name, to }, context)) ||
    fillsGapOf(to, object, context)
  );
}

type Renamed = Pick<ActionOf<"rename">, "object" | "to"> & { readonly part: string };

/** A column under the old name that has the same values, or that takes the name over in a swap. */
function isCopyOf(one: Action, { object, part, to }: Renamed, context: StatementContext): boolean {
  if (one.kind === "rename")
    return one.part !== undefined && one.to === part && isSame(one.object, object, context);
  return (
    one.kind === "add-column" &&
    one.column.name === part &&
    one.column.generation?.columns.includes(to) === true &&
    isSame(one.relation, object, context)
  );
}

/** Whether the new name is one that another column gave up before in the section. */
function fillsGapOf(to: string, object: RelationName, context: StatementContext): boolean {
  return earlierActions(context).some(
    (one) => one.kind === "rename" && one.part === to && isSame(one.object, object, context),
  );
}

function isSame(one: RelationName, other: RelationName, { schema }: StatementContext): boolean {
  return isSameName(schema.resolve(one), schema.resolve(other));
}
