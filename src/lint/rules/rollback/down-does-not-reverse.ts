import { isEmpty } from "../../../migrations/index.ts";
import type { Schema } from "../../../schema/index.ts";
import type { Action, RelationName } from "../../../sql/statement/index.ts";
import type { MigrationContext, SectionContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { expectationOf, identityOf, type Expectation } from "./expectations.ts";
import { makerOf, remainsOf } from "./remains.ts";

export default defineRule({
  name: "down-does-not-reverse",
  severity: "warning",
  stake: "convention",
  sets: ["recommended", "conventions"],
  summary: "A down section that leaves something of the up section",
  why: `After such a rollback the schema is neither the old one nor the new one, and the next \`up\` may fail on what is left. Only what surely is left is
seen here; \`pgmaestro verify\` runs up, down and up on a scratch database and compares everything.`,
  instead:
    "Take back each change, the last one first; `pgmaestro reverse` writes it. What cannot be taken back says `-- pgmaestro: irreversible <reason>`.",
  exempt: `Comments, extensions, schemas, data that is changed or deleted; a migration whose down section is empty (see \`missing-down\`), or has code
that cannot be read, such as EXECUTE.`,
  check: {
    action(action, context) {
      if (context.direction === "down") relations.set(action, relationsOf(action, context.schema));
      if (context.direction === "down") return;
      const { migration } = context.section;
      const expected = expectationOf(action, context);
      if (expected) expectations.set(migration, [...(expectations.get(migration) ?? []), expected]);
    },
    section(context) {
      if (context.direction === "down" && canBeTold(context)) tell(context);
    },
  },
});

/** Of each action of a down section the identities of the relations that it is on. */
const relations = new WeakMap<Action, readonly string[]>();

function relationsOf(action: Action, schema: Schema): string[] {
  const names: readonly (RelationName | undefined)[] = [
    "relation" in action ? action.relation : undefined,
    ...("relations" in action ? action.relations : []),
    "object" in action ? (action.object.on ?? action.object) : undefined,
  ];
  return names.flatMap((name) => (name ? [identityOf(name, schema)] : []));
}

const expectations = new WeakMap<MigrationContext, readonly Expectation[]>();

/** Whether all that the down section does is known. */
function canBeTold({ section, migration, actions }: SectionContext): boolean {
  if (section.opaque || isEmpty(section) || migration.unreadable.length > 0) return false;
  return !actions.some((one) => (one.kind === "do-block" && one.dynamic) || one.kind === "call");
}

function tell({ migration, schema, actions }: SectionContext): void {
  const { up } = migration.sections;
  if (up === undefined) return;
  const after = {
    schema,
    actions: actions.flatMap(withInner),
    relationsOf: (action: Action) => relations.get(action) ?? [],
  };
  for (const { action, deed, help = defaultHelp, isMet } of expectations.get(migration) ?? [])
    if (!isMet(after)) report(up, action, `does not ${deed}`, help);
  for (const one of remainsOf(migration.index, schema))
    report(up, makerOf(one, up.actions), `does not drop ${one.what}`, defaultHelp);
}

const defaultHelp = "Add it to the down section; `pgmaestro verify` compares the whole schema.";

function withInner(action: Action): readonly Action[] {
  return action.kind === "do-block" ? [action, ...action.actions] : [action];
}

/** At the action that is not taken back. */
function report(up: SectionContext, action: Action | undefined, lack: string, help: string): void {
  const statement = action && up.statements.find(({ actions }) => actions.includes(action));
  up.report({
    ...(action && { at: action.at }),
    ...(statement && { end: statement.end }),
    message: `The down section ${lack}.`,
    help,
  });
}
