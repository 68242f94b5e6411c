import {
  shownName,
  sqlName,
  type Action,
  type ActionOf,
  type Statement,
} from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Edit, Fix, NewMigration, Unfixed } from "../../finding.ts";
import {
  downOf,
  isPlain,
  isTimeout,
  putBehind,
  takeAway,
  trimmedEnd,
  wholeStatement,
  type DownSection,
} from "../../rewriting.ts";

const createIndex = /^CREATE\s+(?:UNIQUE\s+)?INDEX\b/i;
const dropIndex = /^DROP\s+INDEX\b/i;

/** CREATE INDEX made CONCURRENTLY, in a migration of its own; undefined where that takes more than moving it. */
export function builtConcurrently(
  action: ActionOf<"create-index">,
  context: StatementContext,
): Fix | Unfixed | undefined {
  const { section, statement } = context;
  const reason = reasonToLeave(action, context);
  if (reason !== undefined) return { unfixed: reason };
  const insertion = putBehind(section.section, statement, createIndex, " CONCURRENTLY");
  if (insertion === undefined) return undefined;
  if (isAlone(context)) return builtInPlace(action, insertion, context);
  return context.direction === "up"
    ? builtApart(action, insertion, context)
    : { unfixed: besideOthers };
}

const besideOthers = "other statements stand beside it";

/** Why no statement like this can be made concurrent. */
function reasonToLeave(action: Action, context: StatementContext): string | undefined {
  if (!isPlain(action, context)) return "it is in a DO block, where nothing is concurrent";
  return context.facts.transaction === "all"
    ? "`--transaction all` puts it into a transaction"
    : undefined;
}

/** DROP INDEX made CONCURRENTLY where it is alone. */
export function droppedConcurrently(
  action: ActionOf<"drop">,
  context: StatementContext,
): Fix | Unfixed | undefined {
  const { section, statement } = context;
  const reason =
    reasonToLeave(action, context) ??
    (action.cascade ? "CONCURRENTLY refuses CASCADE" : undefined) ??
    (statement.actions.length > 1 ? "CONCURRENTLY takes one index at a time" : undefined) ??
    (isAlone(context) ? undefined : besideOthers);
  if (reason !== undefined) return { unfixed: reason };
  const insertion = putBehind(section.section, statement, dropIndex, " CONCURRENTLY");
  return (
    insertion && {
      title: "Drop the index concurrently",
      edits: [insertion, ...timeoutsOf(context)],
    }
  );
}

/** Whether nothing else stands in the section but timeouts, which a concurrent statement must not have. */
function isAlone({ section, statement }: StatementContext): boolean {
  return section.statements.every((one) => one === statement || isTimeout(one));
}

function timeoutsOf({ section }: StatementContext): Edit[] {
  return section.statements.filter(isTimeout).map((one) => takeAway(section.section, one));
}

function builtInPlace(
  action: ActionOf<"create-index">,
  insertion: Edit,
  context: StatementContext,
): Fix {
  const down = downOf(context);
  return {
    title: "Build the index concurrently",
    edits: [insertion, ...timeoutsOf(context), ...(down ? dropsInPlace(action, down) : [])],
  };
}

/** The DROP INDEX of a down section that has nothing else to do. */
function dropsInPlace({ name }: ActionOf<"create-index">, down: DownSection): Edit[] {
  const [drop, ...others] = down.statements.filter((one) => !isTimeout(one));
  if (drop === undefined || others.length > 0 || !isDropOf(name, drop)) return [];
  const insertion = putBehind(down.section, drop, dropIndex, " CONCURRENTLY");
  const timeouts = down.statements.filter(isTimeout).map((one) => takeAway(down.section, one));
  return [...(insertion ? [insertion] : []), ...timeouts].map(down.edit);
}

function isDropOf(name: string | undefined, { actions: [drop, ...others] }: Statement) {
  return (
    drop?.kind === "drop" &&
    drop.objectKind === "INDEX" &&
    drop.object.name === name &&
    !drop.cascade &&
    !drop.concurrently &&
    others.length === 0
  );
}

function builtApart(
  action: ActionOf<"create-index">,
  insertion: Edit,
  context: StatementContext,
): Fix | Unfixed {
  const { name } = action;
  if (name === undefined) return { unfixed: "the index has no name" };
  if (isNeeded({ ...action, name }, context))
    return { unfixed: `what follows in the migration may need ${shownName([name])}` };
  const { section, statement } = context;
  const down = downOf(context);
  const drop = down?.statements.find((one) => isDropOf(name, one));
  return {
    title: "Build the index concurrently, in a migration of its own",
    edits: [
      takeAway(section.section, statement),
      ...(down && drop ? [down.edit(takeAway(down.section, drop))] : []),
    ],
    follow: [migrationOf({ ...action, name }, insertion, context)],
  };
}

/** Whether what follows in the migration may need the index, or work that is taken for granted there. */
function isNeeded(
  { name, unique }: ActionOf<"create-index"> & { readonly name: string },
  { section, index }: StatementContext,
): boolean {
  return section.statements.slice(index + 1).some(({ text, actions }) => {
    if (text.toLowerCase().includes(name.toLowerCase())) return true;
    if (actions.some(({ kind }) => kind === "do-block" || kind === "cluster-on")) return true;
    return unique && /\bON\s+CONFLICT\b|\bREFERENCES\b/i.test(text);
  });
}

function migrationOf(
  { name, relation }: ActionOf<"create-index"> & { readonly name: string },
  { start, text }: Edit,
  { section: { section }, statement }: StatementContext,
): NewMigration {
  const whole = wholeStatement(section, statement);
  const before = section.text.slice(whole.start, start).trimStart();
  const end = trimmedEnd(section, statement);
  const behind = section.text.slice(end, whole.end).replace(/^\s*;/, "");
  const index = sqlName({
    ...(relation.schema !== undefined && { schema: relation.schema }),
    name,
  });
  return {
    words: `build ${name}`,
    description: `Build the index ${name} concurrently`,
    up: `${before}${text}${section.text.slice(start, end)};${behind.trimEnd()}`,
    down: `DROP INDEX CONCURRENTLY IF EXISTS ${index};`,
  };
}
