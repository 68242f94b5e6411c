import { byteToOffset } from "../text/index.ts";
import { effectsOf, type Effect } from "./effects/index.ts";
import { factsOf, type StatementFacts } from "./facts.ts";
import { codeOnly } from "../text/index.ts";
import { parseTrees } from "./statements.ts";
import type { Action } from "./action.ts";
import { withCommandPlaces } from "./command-places.ts";
import { actionsOf } from "./statement.ts";

export type * from "./action.ts";
export { isSameType, isSerial, shownType } from "./type.ts";
export { flattened } from "./flattened.ts";
export { shownName } from "./effects/thing.ts";
export type { RelationName } from "./written-relations.ts";

/** A statement as rules see it. Offsets are UTF-16 units in the text that was summarised. */
export interface StatementSummary {
  readonly start: number;
  readonly end: number;
  /** The statement without its semicolon. */
  readonly text: string;
  /** Its first words: `CREATE INDEX`, `ALTER TABLE`. */
  readonly command: string;
  /** Why PostgreSQL refuses it inside a transaction block; absent where it does not. */
  readonly outsideTransaction?: string;
  readonly actions: readonly Action[];
  /** What it does as far as running it once more is concerned; see `guardsOfEffects`. */
  readonly effects: readonly Effect[];
}

/**
 * The statements of a SQL text. `loadParser` must have been awaited before.
 * @throws SqlTextError for a syntax error, a psql meta-command or COPY … FROM STDIN
 */
export function summariesOf(text: string): StatementSummary[] {
  const offsetOf = byteToOffset(text);
  return parseTrees(text).map(({ tree, ...statement }) => {
    const place = (location: number | undefined) =>
      location === undefined || !Number.isFinite(location) ? statement.start : offsetOf(location);
    const reason = reasonOf(tree);
    let command: string | undefined;
    let effects: readonly Effect[] | undefined;
    return {
      ...statement,
      ...(reason !== undefined && { outsideTransaction: reason }),
      actions: withCommandPlaces(actionsOf(tree, place, statement.text), tree, statement, place),
      get command() {
        return (command ??= commandOf(statement.text));
      },
      get effects() {
        return (effects ??= effectsOf(tree));
      },
    };
  });
}

function reasonOf(tree: Parameters<typeof factsOf>[0]): StatementFacts["outsideTransaction"] {
  return "TransactionStmt" in tree ? undefined : factsOf(tree, 0).outsideTransaction;
}

const kindsFollow = /^(?:ALTER|COMMENT|CREATE|DELETE|DROP|INSERT|LOCK|REFRESH|REINDEX)$/;

/** `CREATE INDEX` for CREATE UNIQUE INDEX: the verb, and the kind of object where one follows. */
function commandOf(text: string): string {
  const [first = "", second = ""] = codeOnly(text.slice(0, 200))
    .trimStart()
    .toUpperCase()
    .replace(
      /^(CREATE)\s+(?:OR\s+REPLACE\s+)?(?:(?:UNIQUE|TEMP|TEMPORARY|UNLOGGED|CONSTRAINT)\s+)*/,
      "$1 ",
    )
    .split(/[\s(;]+/, 2);
  return kindsFollow.test(first) ? `${first} ${second}`.trim() : first;
}
export { enumValueUsed, mentionsValue } from "./enum-values.ts";
export { type StatementFacts } from "./facts.ts";
export { type GuardedStatement, guardsOf, guardsOfEffects } from "./guards.ts";
export { type Insert, insertsOf } from "./inserts.ts";
export {
  type MetRows,
  milliseconds,
  relationChanges,
  type RelationChanges,
} from "./relation-changes.ts";
export { type Roles, rolesIn } from "./roles.ts";
export { type LockMode, lockModes } from "./lock-modes.ts";
export { isSameQuery } from "./same-query.ts";
export { type SchemaStatement, schemaStatements } from "./schema-file.ts";
export { loadParser, parseStatements, type Statement } from "./statements.ts";
export { type Write } from "./written-relations.ts";
