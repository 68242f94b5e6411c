import { byteToOffset, codeOnly } from "../text/index.ts";
import type { Action } from "./action.ts";
import { outsideTransaction, type OutsideTransaction } from "./description/index.ts";
import { factsOf, type StatementFacts } from "./facts.ts";
import { actionsOf } from "./reader/actions.ts";
import { withCommandPlaces } from "./reader/command-places.ts";
import { parseTrees, type ParsedStatement } from "./reader/parser.ts";

export { loadParser } from "./reader/parser.ts";

/** A statement, and what it does. Offsets are UTF-16 units in the text that was parsed. */
export interface Statement {
  readonly start: number;
  readonly end: number;
  /** The statement without its semicolon. */
  readonly text: string;
  /** Its first words: `CREATE INDEX`, `ALTER TABLE`. */
  readonly command: string;
  /** The command by which PostgreSQL refuses it inside a transaction block; absent where it does not. */
  readonly outsideTransaction?: OutsideTransaction | undefined;
  /** What it does, one action after the other. */
  readonly actions: readonly Action[];
  readonly facts: StatementFacts;
}

/**
 * The statements of a SQL text. `loadParser` must have been awaited before.
 * @throws SqlTextError for a syntax error, a psql meta-command, COPY … FROM STDIN or transaction control
 */
export function parseStatements(text: string): Statement[] {
  const statements = summariesOf(text);
  for (const { facts } of statements) void facts;
  return statements;
}

/**
 * The statements of a SQL text. `loadParser` must have been awaited before.
 * @throws SqlTextError for a syntax error, a psql meta-command or COPY … FROM STDIN
 */
export function summariesOf(text: string): Statement[] {
  const offsetOf = byteToOffset(text);
  return parseTrees(text).map((parsed) => statementOf(parsed, offsetOf));
}

/** Its parts are read when they are asked for. */
function statementOf(
  { tree, ...place }: ParsedStatement,
  offsetOf: (byte: number) => number,
): Statement {
  const at = (location: number | undefined) =>
    location === undefined || !Number.isFinite(location) ? place.start : offsetOf(location);
  const once = {
    command: lazily(() => commandOf(place.text)),
    actions: lazily(() => withCommandPlaces(actionsOf(tree, at, place.text), tree, place, at)),
    facts: lazily(() => factsOf(tree, place.start)),
  };
  return {
    ...place,
    get command() {
      return once.command();
    },
    get outsideTransaction() {
      return once.actions().map(outsideTransaction).find(Boolean);
    },
    get actions() {
      return once.actions();
    },
    get facts() {
      return once.facts();
    },
  };
}

function lazily<Value>(read: () => Value): () => Value {
  let found: { readonly value: Value } | undefined;
  return () => (found ??= { value: read() }).value;
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
