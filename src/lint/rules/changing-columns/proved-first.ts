import type { ActionOf } from "../../../sql/statement/index.ts";
import { bytesOfName, longestName, quoteIfNeeded } from "../../../sql/text/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Edit, Fix, Unfixed } from "../../finding.ts";
import { alterTableOf, commandsOf, downOf, isPlain, type DownSection } from "../../rewriting.ts";
import { inDown } from "../constraints/validated-later.ts";
import { proofsOf } from "../../../locks/table/index.ts";

type SetNotNull = ActionOf<"set-not-null">;

/**
 * SET NOT NULL made a CHECK that is NOT VALID, and a migration that validates it, sets NOT NULL and drops it again;
 * undefined where the column is new, a proof is under way, or the way back is not plain.
 */
export function provedFirst(
  action: SetNotNull,
  context: StatementContext,
): Fix | Unfixed | undefined {
  if (!isPlain(action, context)) return { unfixed: "it is in a DO block" };
  if (context.direction === "down") return { unfixed: inDown };
  if (isNewColumn(action, context))
    return { unfixed: "the column is new, or a constraint is meant to prove it already" };
  const command = commandsOf(context.section.section, context.statement)[
    context.statement.actions.indexOf(action)
  ];
  const name = proofName(action);
  const back = wayBack(action, name, context);
  if (back === undefined) return { unfixed: "the down section does not drop NOT NULL by itself" };
  if (bytesOfName(name) > longestName)
    return { unfixed: "the name of the CHECK would be too long for PostgreSQL" };
  if (command === undefined) return undefined;
  const check = `CONSTRAINT ${quoteIfNeeded(name)} CHECK (${quoteIfNeeded(action.column)} IS NOT NULL) NOT VALID`;
  return {
    title: `Prove that ${action.column} holds no NULL before it is set NOT NULL`,
    edits: [{ ...command, text: `ADD ${check}` }, ...back],
    follow: [
      {
        words: `set ${action.relation.name} ${action.column} not null`,
        description: `Set ${action.column} NOT NULL, by a CHECK that is validated while reads and writes go on`,
        up: settingOf(action, name),
        down: `${alterTableOf(action)}\n    ALTER COLUMN ${quoteIfNeeded(action.column)} DROP NOT NULL,\n    ADD ${check};`,
      },
    ],
  };
}

function isNewColumn({ relation, column }: SetNotNull, context: StatementContext): boolean {
  const table = context.relation(relation);
  const origin = table?.columns.get(column)?.origin;
  const isAdded = context.statement.actions.some(
    (one) => one.kind === "add-column" && one.column.name === column,
  );
  const isOwn = origin !== undefined && context.section.isOwn({ origin });
  return isAdded || isOwn || proofsOf(table, column).length > 0;
}

/** Unlike `<table>_<column>_not_null`, which from PostgreSQL 18 on is the name of the NOT NULL itself. */
function proofName({ relation, column }: SetNotNull): string {
  return `${relation.name}_${column}_is_not_null`;
}

function settingOf(action: SetNotNull, name: string): string {
  const alter = alterTableOf(action);
  return [
    `${alter} VALIDATE CONSTRAINT ${quoteIfNeeded(name)};`,
    `${alter} ALTER COLUMN ${quoteIfNeeded(action.column)} SET NOT NULL;`,
    `${alter} DROP CONSTRAINT IF EXISTS ${quoteIfNeeded(name)};`,
  ].join("\n");
}

/** Where there is a way back, it drops the CHECK and no longer the NOT NULL. */
function wayBack(action: SetNotNull, name: string, context: StatementContext): Edit[] | undefined {
  const down = downOf(context);
  if (down === undefined || down.statements.length === 0) return [];
  const found = dropOf(action, down);
  return (
    found && [down.edit({ ...found, text: `DROP CONSTRAINT IF EXISTS ${quoteIfNeeded(name)}` })]
  );
}

function dropOf({ relation, column }: SetNotNull, { section, statements }: DownSection) {
  for (const statement of statements) {
    const index = statement.actions.findIndex(
      (one) =>
        one.kind === "drop-not-null" &&
        one.column === column &&
        one.relation.name === relation.name &&
        one.relation.schema === relation.schema,
    );
    if (index >= 0) return commandsOf(section, statement)[index];
  }
  return undefined;
}
