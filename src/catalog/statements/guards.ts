import {
  askedBlock,
  guardOf,
  sameMeaning,
  parseStatements,
  type Action,
} from "../../sql/statement/index.ts";
import { tokens, type Token } from "../../sql/text/index.ts";
import { behind } from "./rewritten.ts";

/** A statement with what lets it run a second time, and whether it does. */
export interface Guarded {
  readonly sql: string;
  /** What must run before it, so that it can run again. */
  readonly before: readonly string[];
  readonly isRepeatable: boolean;
}

export interface GuardContext {
  readonly majorVersion: number;
  /** Whether the statement's object is taken away by a statement before it. */
  readonly isReplaced: boolean;
  /** Whether its table falls in the same section. */
  readonly tableFalls: boolean;
}

/** A statement as it can be run twice, as far as PostgreSQL's syntax goes. */
export function guarded(sql: string, context: GuardContext): Guarded {
  const text = withGuards(sql, context);
  const drop = dropOf(text, context.majorVersion);
  const block = drop === undefined ? askedForConstraint(text) : undefined;
  if (drop === undefined && block === undefined)
    return { sql: text, before: [], isRepeatable: isRepeatable(text, context) };
  if (context.isReplaced) return { sql: text, before: [], isRepeatable: true };
  return { sql: block ?? text, before: drop === undefined ? [] : [drop], isRepeatable: true };
}

/** The DO block that adds a constraint where it is not there: to drop it first would have all rows read again. */
function askedForConstraint(sql: string): string | undefined {
  const [statement, ...others] = parseStatements(sql);
  if (statement === undefined || others.length > 0) return undefined;
  const block = askedBlock({ text: sql, actions: statement.actions });
  if (block?.catalog !== "pg_constraint") return undefined;
  const starts = [0, ...block.insertions.map(({ at }) => at)];
  const pieces = block.insertions.map(({ at, text }, index) => sql.slice(starts[index], at) + text);
  return pieces.join("");
}

/** Beginnings of statements, and the words that go behind them. `@` stands for a name. */
const guards: readonly (readonly [string, string])[] = [
  ...(
    "TABLE,VIEW,MATERIALIZED VIEW,INDEX,SEQUENCE,FUNCTION,PROCEDURE,AGGREGATE,TYPE,DOMAIN,SCHEMA,EXTENSION,TRIGGER," +
    "POLICY,RULE,COLLATION,PUBLICATION,SUBSCRIPTION,FOREIGN TABLE,SERVER,FOREIGN DATA WRAPPER,EVENT TRIGGER,ROLE," +
    "USER MAPPING,STATISTICS"
  )
    .split(",")
    .map((kind) => [`DROP ${kind}`, "IF EXISTS"] as const),
  ...(
    "TABLE,UNLOGGED TABLE,INDEX,UNIQUE INDEX,SCHEMA,SEQUENCE,EXTENSION,MATERIALIZED VIEW,COLLATION,SERVER," +
    "FOREIGN TABLE"
  )
    .split(",")
    .map((kind) => [`CREATE ${kind}`, "IF NOT EXISTS"] as const),
  ...["TABLE", "FOREIGN TABLE"].flatMap((kind): [string, string][] => [
    [`ALTER ${kind} @ DROP COLUMN`, "IF EXISTS"],
    [`ALTER ${kind} @ DROP CONSTRAINT`, "IF EXISTS"],
    [`ALTER ${kind} @ ADD COLUMN`, "IF NOT EXISTS"],
  ]),
  ["ALTER TABLE @ ALTER COLUMN @ DROP IDENTITY", "IF EXISTS"],
  ["ALTER DOMAIN @ DROP CONSTRAINT", "IF EXISTS"],
  ["ALTER TYPE @ ADD VALUE", "IF NOT EXISTS"],
  ["ALTER TYPE @ DROP ATTRIBUTE", "IF EXISTS"],
];

const replaceable = ["CREATE VIEW", "CREATE RULE", "CREATE AGGREGATE"];

function withGuards(sql: string, { tableFalls, majorVersion }: GuardContext): string {
  const all = tokens(sql);
  const begins = (words: string) => behind(all, words) !== undefined;
  const [words = "", guard = ""] = guards.find(([beginning]) => begins(beginning)) ?? [];
  const mayReplace = majorVersion >= 14 ? [...replaceable, "CREATE TRIGGER"] : replaceable;
  const additions: [number | undefined, string][] = [
    [guard === "" ? undefined : behind(all, words), guard],
    [tableFalls ? behind(all, "ALTER TABLE") : undefined, "IF EXISTS"],
    [mayReplace.some(begins) ? 1 : undefined, "OR REPLACE"],
  ];
  const text = additions.reduce(
    (given, [place, added]) =>
      place === undefined ? given : withWords(given, all[place - 1]!, added),
    sql,
  );
  return sameMeaning(sql, text, { guards: true }) ? text : sql;
}

function withWords(sql: string, { end }: Token, words: string): string {
  return `${sql.slice(0, end)} ${words}${sql.slice(end)}`;
}

/** The statement that makes room for what has no other guard. */
function dropOf(sql: string, majorVersion: number): string | undefined {
  const all = tokens(sql);
  const text = (from: number, end: number) => sql.slice(all[from]!.start, all[end - 1]!.end);
  const policy = behind(all, "CREATE POLICY @ ON @");
  if (policy !== undefined) return `DROP POLICY IF EXISTS ${text(2, policy)}`;
  const plain = majorVersion < 14 ? behind(all, "CREATE TRIGGER") : undefined;
  const name = behind(all, "CREATE CONSTRAINT TRIGGER") ?? plain;
  if (name === undefined) return undefined;
  const on = all.findIndex((token) => token.text === "ON");
  return `DROP TRIGGER IF EXISTS ${all[name]!.text} ${text(on, behind(all, "@", on + 1)!)}`;
}

/** What fails on a second run although its object is made again: what it begins with is gone. */
const moves: ReadonlySet<Action["kind"]> = new Set([
  "rename",
  "set-schema",
  "attach-partition",
  "detach-partition",
]);

function isRepeatable(sql: string, { isReplaced }: GuardContext): boolean {
  const actions = parseStatements(sql).flatMap((statement) => statement.actions);
  return actions.every((action) => {
    const { is } = guardOf(action);
    return is === "repeatable" || is === "guarded" || (isReplaced && !moves.has(action.kind));
  });
}
