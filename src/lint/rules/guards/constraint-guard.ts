import type { ActionOf, ConstraintSummary } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { askedConstraint } from "./recipe.ts";

export default defineRule({
  name: "constraint-guard",
  severity: "warning",
  stake: "convention",
  sets: ["recommended", "conventions"],
  summary: "A guard that drops a constraint to add it again, or that handles the wrong error",
  why: `DROP CONSTRAINT IF EXISTS before ADD CONSTRAINT makes a migration repeatable, but a second run checks all rows again, or builds the index again,
under ACCESS EXCLUSIVE, and until then nothing holds the rows to the constraint. An exception handler fails where the error is another one: a CHECK or foreign
key that exists is \`duplicate_object\`, UNIQUE and EXCLUDE are \`duplicate_table\`, a primary key is \`invalid_table_definition\`.`,
  instead: `Look the constraint up, which leaves a validated one alone:

\`\`\`sql
${askedConstraint}
\`\`\``,
  exempt: `A table that the migration creates, is temporary, or is small; a constraint that earlier migrations made: to drop and add it is how a
constraint is changed; a table that no migration creates; the down section.`,
  kinds: ["drop-constraint", "add-constraint", "do-block"],
  check: {
    action(action, context) {
      if (context.direction === "down") return;
      if (action.kind === "drop-constraint") noteDrop(action, context);
      if (action.kind === "add-constraint") tellOfDrop(action, context);
      if (action.kind === "do-block") tellOfHandler(action, context);
    },
  },
});

const unknownDrops = new WeakMap<StatementContext, Set<string>>();

/** Notes it while the constraint, if there is one, is still known. */
function noteDrop(action: ActionOf<"drop-constraint">, context: StatementContext): void {
  if (!action.guarded || context.relation(action.relation)?.constraints.has(action.name)) return;
  const noted = unknownDrops.get(context) ?? new Set();
  unknownDrops.set(context, noted.add(keyOf(context, action, action.name)));
}

/** DROP of a constraint that nobody is known to have made is there as a guard. */
function tellOfDrop(action: ActionOf<"add-constraint">, context: StatementContext): void {
  const { relation, constraint } = action;
  if (!context.inUse(relation) || context.isOwn(relation)) return;
  if (!context.relation(relation)?.isCreated || context.schema.isPartial) return;
  if (!dropped(context).has(keyOf(context, action, constraint.name))) return;
  const table = context.show(relation);
  context.report({
    message: constraint.notValid
      ? `Run again, DROP and ADD CONSTRAINT ${constraint.name} leave it NOT VALID on ${table}, even where it was validated since.`
      : `Run again, this stops ${table} once more until the transaction ends: DROP and ADD CONSTRAINT ${constraint.name} do the whole work under ACCESS EXCLUSIVE.`,
    help: "Guard ADD CONSTRAINT in a DO block that asks pg_constraint, and leave out the DROP.",
  });
}

/** The constraints that the section dropped so far with IF EXISTS, and that were not known to exist. */
function dropped({ section, index }: StatementContext): Set<string> {
  const before = section.contexts.slice(0, index + 1);
  return new Set(before.flatMap((context) => [...(unknownDrops.get(context) ?? [])]));
}

function keyOf(
  { schema }: StatementContext,
  { relation }: { readonly relation: ActionOf<"add-constraint">["relation"] },
  name: string | undefined,
): string {
  const full = schema.resolve(relation);
  return [full.schema, full.name, name].join(".");
}

function tellOfHandler(block: ActionOf<"do-block">, context: StatementContext): void {
  const handled = block.handles.map((name) => name.toLowerCase());
  if (handled.length === 0 || handled.includes("others")) return;
  for (const action of block.actions) {
    if (action.kind !== "add-constraint") continue;
    const condition = conditions[action.constraint.kind];
    if (condition === undefined || handled.includes(condition)) continue;
    context.report({
      message: `The block does not handle ${condition}, which is what ADD CONSTRAINT says of ${spoken[action.constraint.kind]!} that exists.`,
      help: "Ask pg_constraint first, in place of the exception handler.",
    });
  }
}

/** What the server says of a constraint that exists; measured on 15. */
const conditions: Partial<Record<ConstraintSummary["kind"], string>> = {
  check: "duplicate_object",
  "foreign-key": "duplicate_object",
  unique: "duplicate_table",
  exclusion: "duplicate_table",
  "primary-key": "invalid_table_definition",
};

const spoken: Partial<Record<ConstraintSummary["kind"], string>> = {
  check: "a CHECK",
  "foreign-key": "a foreign key",
  unique: "a UNIQUE constraint",
  exclusion: "an EXCLUDE constraint",
  "primary-key": "a primary key",
};
