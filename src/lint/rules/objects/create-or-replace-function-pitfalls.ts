import { isSameName, inputTypes, type Routine } from "../../../schema/index.ts";
import { inputsOf, isRoutineKind, type ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { laterActions } from "../surrounding-actions.ts";

export default defineRule({
  name: "create-or-replace-function-pitfalls",
  severity: "warning",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "CREATE OR REPLACE FUNCTION that is refused, or makes a second function",
  why: `A function is known by its name and the types it takes. With other types OR REPLACE does not replace: it makes an overload, the old
function stays, and calls go to the one or the other. With the same types PostgreSQL refuses another return type, another name for a
parameter, and a default taken away.`,
  instead: `Drop the function that is meant to go, by its types and in the same migration. That loses its privileges; grant them again.

\`\`\`sql
DROP FUNCTION IF EXISTS order_total(bigint);
CREATE OR REPLACE FUNCTION order_total(order_id bigint, currency text) RETURNS numeric
    LANGUAGE sql STABLE RETURN 0;
\`\`\``,
  exempt: `Functions that no migration is known to have made; overloads of a function that the same migration creates; a section that drops the old one;
down sections, which give back what was there.`,
  kinds: ["create-function"],
  check: {
    action(action, context) {
      if (!action.replace) return;
      if (context.direction === "down") return;
      const known = context.schema.routinesNamed(action.name);
      const same = known.find((one) => inputTypes(one) === inputTypes(action));
      const name = context.show(action.name);
      if (same !== undefined) {
        const refused = refusal(same, action);
        if (refused === undefined) return;
        context.report({
          message: `PostgreSQL refuses to replace ${name}(${inputTypes(same)}): ${refused}.`,
          help: `Drop ${name}(${inputTypes(same)}) first, in the same migration, and grant its privileges again.`,
        });
        return;
      }
      const old = known.filter((one) => !context.section.isOwn(one));
      if (old.length === 0 || isDroppedLater(action, context)) return;
      const types = old.map((one) => `${name}(${inputTypes(one)})`).join(" and ");
      context.report({
        message: `This does not replace ${types}: with other parameters it is a second function ${name}, and the old one stays.`,
        help: `Drop ${types} in the same migration, where it is meant to go.`,
      });
    },
  },
});

/** Why the server would not replace a function by another of the same input types. */
function refusal(old: Routine, replacement: ActionOf<"create-function">): string | undefined {
  if (old.returns !== undefined && replacement.returns !== undefined)
    if (old.returns !== replacement.returns)
      return `it returns ${old.returns}, and would return ${replacement.returns}`;
  const [before, after] = [inputsOf(old), inputsOf(replacement)];
  for (const [index, { name, hasDefault }] of before.entries()) {
    const next = after[index]!;
    if (name !== undefined && name !== "" && name !== next.name)
      return `its parameter ${name} cannot get another name`;
    if (hasDefault && !next.hasDefault)
      return `the default of its parameter ${name ?? index + 1} cannot be taken away`;
  }
  return undefined;
}

function isDroppedLater({ name }: ActionOf<"create-function">, context: StatementContext): boolean {
  const { schema } = context;
  return laterActions(context).some(
    (one) =>
      one.kind === "drop" &&
      isRoutineKind(one.objectKind) &&
      isSameName(schema.resolve(one.object), schema.resolve(name)),
  );
}
