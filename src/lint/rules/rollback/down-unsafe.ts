import { originsOf } from "../../../schema/index.ts";
import type { ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { dependentsOf } from "../dependents.ts";
import { listing } from "../listing.ts";

export default defineRule({
  name: "down-unsafe",
  severity: "error",
  stake: "loss",
  sets: ["safety", "recommended", "conventions"],
  summary: "DROP … CASCADE in a down section that takes along what the up section did not make",
  why: `CASCADE drops everything that depends on the object, and names it only in a NOTICE: foreign keys, views, columns
of a type. What the up section did not make is then gone after a
rollback, and the next \`up\` does not bring it back.`,
  instead: "Name what is to be dropped, each in a statement of its own, without CASCADE.",
  exempt:
    "CASCADE that reaches only what the migration made itself, as far as the migrations show; DROP SCHEMA, which `drop-schema` reports.",
  kinds: ["drop"],
  check: {
    action(action, context) {
      if (context.direction !== "down" || !action.cascade) return;
      if (action.objectKind === "SCHEMA") return;
      if (isOwnObject(action, context)) return;
      const reached = dependentsOf(action, context).filter((one) => !context.section.isOwn(one));
      const dropped = `DROP ${action.objectKind} ${action.object.name} CASCADE`;
      context.report({
        message:
          reached.length === 0
            ? `${dropped} also drops everything that depends on what this migration did not make.`
            : `${dropped} takes along ${listing(reached.map(({ what }) => what))}, which this migration did not make.`,
        help: "Leave out CASCADE, and drop by name what the up section made.",
      });
    },
  },
});

/**
 * Whether the up section made it, and with it all that can depend on it; or nobody is known to have made it, and its
 * kind is not kept track of, or IF EXISTS allows for it.
 */
function isOwnObject(action: ActionOf<"drop">, { schema, section }: StatementContext): boolean {
  const { objectKind, object, guarded } = action;
  const origins = originsOf(action, schema);
  if (origins.length > 0) return origins.some((origin) => section.isOwn({ origin }));
  return (
    schema.isPartial ||
    (guarded && schema.relation(object) === undefined) ||
    !/^(?:TABLE|(?:MATERIALIZED )?VIEW|TYPE|DOMAIN|EXTENSION|FUNCTION|PROCEDURE)$/.test(objectKind)
  );
}
