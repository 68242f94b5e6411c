import { byteToOffset, codeOnly } from "../text/index.ts";
import type { Action } from "./action.ts";
import type { RelationName } from "./parts.ts";
import { outsideTransaction, type OutsideTransaction } from "./description/index.ts";
import { actionsOf } from "./reader/actions.ts";
import { namesMentioned } from "./reader/mentions.ts";
import { withCommandPlaces } from "./reader/command-places.ts";
import { parseTrees, type ParsedStatement } from "./reader/parser.ts";
import { plainCreation, type PlainCreation } from "./reader/plain-creation.ts";
import { rolesOfTree } from "./reader/roles.ts";

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
  /** Where it is such a statement, all that most have to know of it; costs little. */
  readonly creates: PlainCreation | undefined;
  /** What it does, one action after the other. */
  readonly actions: readonly Action[];
  /** The roles that it names, those inside strings and function bodies left out. */
  readonly roles: readonly string[];
  /** Every name in it that may be that of a relation, type or routine, those inside strings and function bodies left out. */
  readonly mentions: readonly RelationName[];
}

/**
 * The statements of a SQL text. `loadParser` must have been awaited before.
 * @throws SqlTextError for a syntax error, a psql meta-command or COPY … FROM STDIN
 */
export function parseStatements(text: string): Statement[] {
  const offsetOf = byteToOffset(text);
  return parseTrees(text).map((parsed) => new ReadStatement(parsed, offsetOf));
}

/** Its parts are read when they are asked for. */
class ReadStatement implements Statement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly creates: PlainCreation | undefined;
  readonly #tree: ParsedStatement["tree"];
  readonly #offsetOf: (byte: number) => number;
  #command: string | undefined;
  #actions: readonly Action[] | undefined;
  #roles: readonly string[] | undefined;

  constructor({ start, end, text, tree }: ParsedStatement, offsetOf: (byte: number) => number) {
    this.start = start;
    this.end = end;
    this.text = text;
    this.creates = plainCreation(tree);
    this.#tree = tree;
    this.#offsetOf = offsetOf;
  }

  get command(): string {
    return (this.#command ??= commandOf(this.text));
  }

  get outsideTransaction(): OutsideTransaction | undefined {
    return this.actions.map(outsideTransaction).find(Boolean);
  }

  get actions(): readonly Action[] {
    return (this.#actions ??= this.#readActions());
  }

  get mentions(): readonly RelationName[] {
    return namesMentioned(this.#tree);
  }

  get roles(): readonly string[] {
    return (this.#roles ??= rolesOfTree(this.#tree));
  }

  #readActions(): readonly Action[] {
    const place = (location: number | undefined) =>
      location === undefined || !Number.isFinite(location) ? this.start : this.#offsetOf(location);
    const actions = actionsOf(this.#tree, place, this.text);
    return withCommandPlaces(actions, this.#tree, this, place);
  }
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
