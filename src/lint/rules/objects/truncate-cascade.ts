import { isSameName } from "../../../schema/index.ts";
import type { ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { locksTaken } from "../../../locks/table/index.ts";
import { defineRule } from "../../define-rule.ts";
import { listing } from "../listing.ts";
import { isUnusedRelation } from "./own-object.ts";

export default defineRule({
  name: "truncate-cascade",
  severity: "error",
  stake: "loss",
  sets: ["safety", "recommended"],
  summary: "TRUNCATE … CASCADE",
  why: `CASCADE also empties every table that has a foreign key to the named ones, and those that have foreign keys to these, no matter what ON
DELETE says, each under ACCESS EXCLUSIVE. Which tables that are differs from database to database.`,
  instead: `Name the tables, all of them, and leave CASCADE away: PostgreSQL then refuses the statement where one was forgotten.

\`\`\`sql
-- pgmaestro-ignore truncate: both are filled again by the next import
TRUNCATE import_rows, import_errors;
\`\`\``,
  exempt: "Tables that the same migration creates; temporary tables.",
  kinds: ["truncate"],
  check: {
    action(action, context) {
      if (!action.cascade) return;
      const named = action.relations.filter((relation) => !isUnusedRelation(relation, context));
      if (named.length === 0) return;
      const others = othersEmptied(action, context);
      const what =
        others.length > 0
          ? listing(others)
          : `every table with a foreign key to ${listing(named.map((name) => context.show(name)))}`;
      context.report({
        message: `TRUNCATE … CASCADE also empties ${what}, and locks ${others.length === 1 ? "it" : "them"} with ACCESS EXCLUSIVE.`,
        help: "Name the tables that are to be emptied, and leave CASCADE away.",
      });
    },
  },
});

/** The tables that are emptied without being named, as far as they are known. */
function othersEmptied(action: ActionOf<"truncate">, context: StatementContext): string[] {
  const named = action.relations.flatMap((relation) => {
    const partitions = context.relation(relation)?.partitions ?? [];
    return [context.schema.resolve(relation), ...partitions];
  });
  return locksTaken(action, context.schema)
    .filter(({ relation }) => !named.some((one) => isSameName(one, relation)))
    .map(({ relation }) => context.show(relation));
}
