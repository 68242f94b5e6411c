import { createdBy, guardsOf } from "../../../sql/statement/index.ts";
import type { Action, GuardRemedy, RelationName, Statement } from "../../../sql/statement/index.ts";
import type { SectionContext, StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { guardRemedyText } from "../../guard-remedy-text.ts";
import { ofConvention } from "../../settings.ts";
import { addedGuard } from "./added-guard.ts";
import { askedConstraint } from "./recipe.ts";

export default defineRule({
  name: "missing-idempotence-guard",
  severity: "warning",
  stake: "convention",
  sets: ["recommended", "conventions"],
  summary: "A statement that cannot be run twice",
  why: `A migration that can be run once more needs no repair by hand where part of it is there already: on a database that was changed before, or after
a failure of what runs statement by statement. It is reported where the project asks for its conventions. What a failure outside of
a transaction leaves behind is \`no-transaction-file-has-several-statements\`'s.`,
  instead: `Write \`IF NOT EXISTS\`, \`IF EXISTS\` or \`OR REPLACE\`, right behind the kind of object: \`ADD COLUMN IF NOT EXISTS note text\`. Where
SQL has no such word, drop first, or ask the catalog, which \`lint --fix\` writes:

\`\`\`sql
DROP TRIGGER IF EXISTS orders_touch ON orders;
CREATE TRIGGER orders_touch BEFORE UPDATE ON orders
    FOR EACH ROW EXECUTE FUNCTION touch();

${askedConstraint}
\`\`\``,
  exempt: `What an earlier statement of the section guards, such as DROP … IF EXISTS of the same name; what is on a table whose own CREATE has no guard,
since that is where a second run stops; temporary tables; in a
transaction, RENAME, SET SCHEMA, ATTACH and DETACH, which have no guard; INSERT and COPY, which are \`on-conflict-needs-target\`'s; indexes and constraints without a
name, which are \`unnamed-index\`'s and \`unnamed-constraint\`'s.`,
  check: {
    section(context) {
      const guards = guardsOf(context.statements);
      for (const [index, one] of context.contexts.entries()) {
        const guard = guards[index]!;
        if (!("remedy" in guard) || guard.remedy.kind === "name") continue;
        if (!isExempt(one, context) && !isMove(one, context)) report(one, guard.remedy, context);
      }
    },
  },
});

function isExempt({ statement }: StatementContext, { contexts }: SectionContext): boolean {
  return statement.actions.some(
    (action) =>
      action.kind === "insert" ||
      action.kind === "copy" ||
      ("temporary" in action && action.temporary) ||
      (action.kind !== "create-table" && isOnUnguarded(action, contexts)),
  );
}

/** What moves or renames, for which SQL has no guard; a transaction takes it back when it fails. */
const moves: ReadonlySet<Action["kind"]> = new Set<Action["kind"]>([
  "rename",
  "set-schema",
  "attach-partition",
  "detach-partition",
  "inherit",
  "alter-enum",
  "alter-other",
]);

function isMove({ statement: { actions } }: StatementContext, { alone }: SectionContext): boolean {
  return (
    alone === undefined &&
    actions.every((one) => moves.has(one.kind) && !(one.kind === "alter-enum" && one.adds))
  );
}

/** Whether it is on a table that is created in the section, and that a second run would fail to create. */
function isOnUnguarded(action: Action, contexts: readonly StatementContext[]): boolean {
  const table = "relation" in action ? action.relation : undefined;
  if (table === undefined) return false;
  return contexts.some(({ statement: { actions } }) =>
    actions.some(
      (one) => one.kind === "create-table" && !one.guarded && isSame(one.relation, table),
    ),
  );
}

function isSame(one: RelationName, other: RelationName): boolean {
  return one.name === other.name && one.schema === other.schema;
}

function report(one: StatementContext, unadapted: GuardRemedy, context: SectionContext): void {
  const { statement, alone } = one;
  const remedy = adapted(unadapted, statement.actions, context);
  const isFollowed = alone !== undefined && isBeforeOthers(statement, context);
  const why = isFollowed ? ", and what comes behind it is not reached" : "";
  context.report({
    at: statement.start,
    end: statement.end,
    severity: ofConvention(context.facts.settings),
    message: `${statement.command} has no guard: run a second time, it fails${why}.`,
    fix: addedGuard(statement, remedy, one),
    help: `${upper(guardRemedyText(remedy))}.`,
    builder: builderGuards[remedy.kind],
  });
}

/** What the builder has for a guard. */
const builderGuards: Readonly<Record<string, string>> = {
  "if-not-exists": "Give `ifNotExists: true`.",
  "if-exists": "Give `ifExists: true`.",
  "or-replace": "Give `replace: true`.",
};

/** Whether more is done after it, settings of the session aside. */
function isBeforeOthers(statement: Statement, { statements }: SectionContext): boolean {
  const later = statements.slice(statements.indexOf(statement) + 1);
  return later.some(({ actions }) => actions.some(({ kind }) => kind !== "set"));
}

/** A remedy that the version has. */
function adapted(
  remedy: GuardRemedy,
  actions: readonly Action[],
  { facts }: SectionContext,
): GuardRemedy {
  const [created] = actions.flatMap(createdBy);
  const isTrigger = remedy.kind === "or-replace" && remedy.objectKind === "TRIGGER";
  return isTrigger && created && facts.postgres.major < 14
    ? { kind: "drop-first", object: created }
    : remedy;
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
