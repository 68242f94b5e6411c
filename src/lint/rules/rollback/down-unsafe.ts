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
function isOwnObject(
  { objectKind, object, guarded }: ActionOf<"drop">,
  context: StatementContext,
): boolean {
  const { schema, section } = context;
  const made = madeBy(objectKind, object, context);
  if (made !== undefined) return section.isOwn(made);
  return (
    schema.isPartial ||
    (guarded && schema.relation(object) === undefined) ||
    !/^(?:TABLE|(?:MATERIALIZED )?VIEW|TYPE|DOMAIN|EXTENSION|FUNCTION|PROCEDURE)$/.test(objectKind)
  );
}

function madeBy(kind: string, object: ActionOf<"drop">["object"], { schema }: StatementContext) {
  if (kind === "EXTENSION") return originated(schema.extensions.get(object.name));
  if (kind === "TYPE" || kind === "DOMAIN") return schema.type(object);
  if (kind === "FUNCTION" || kind === "PROCEDURE") return schema.routinesNamed(object)[0];
  const relation = schema.relation(object);
  return relation?.isCreated ? relation : undefined;
}

function originated<Origin>(origin: Origin | undefined): { origin: Origin } | undefined {
  return origin === undefined ? undefined : { origin };
}
