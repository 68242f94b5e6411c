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

export { loadParser, withParserIfAsked } from "./reader/parser.ts";

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

/** What of a statement can be stored, and stands for it where its text has not changed. */
export type StoredStatement = Pick<Statement, "start" | "end" | "creates" | "actions">;

/** A statement as it can be stored. */
export function storedStatement({ start, end, creates, actions }: Statement): StoredStatement {
  return { start, end, creates, actions };
}

/** The statements of a text, of which these are known from an earlier time. */
export function restoredStatements(text: string, stored: readonly StoredStatement[]): Statement[] {
  let read: readonly Statement[] | undefined;
  const readAll = () => (read ??= parseStatements(text));
  return stored.map((one, index) => new RestoredStatement(one, text, () => readAll()[index]!));
}

/** What follows from a statement's text and actions. */
abstract class BaseStatement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  #command: string | undefined;

  constructor({ start, end, text }: Pick<Statement, "start" | "end" | "text">) {
    this.start = start;
    this.end = end;
    this.text = text;
  }

  abstract readonly actions: readonly Action[];

  get command(): string {
    return (this.#command ??= commandOf(this.text));
  }

  get outsideTransaction(): OutsideTransaction | undefined {
    return this.actions.map(outsideTransaction).find(Boolean);
  }
}

/** Only what was not stored takes the parser. */
class RestoredStatement extends BaseStatement implements Statement {
  readonly creates: PlainCreation | undefined;
  readonly actions: readonly Action[];
  readonly #read: () => Statement;

  constructor(
    { start, end, creates, actions }: StoredStatement,
    whole: string,
    read: () => Statement,
  ) {
    super({ start, end, text: whole.slice(start, end) });
    this.creates = creates;
    this.actions = actions;
    this.#read = read;
  }

  get mentions(): readonly RelationName[] {
    return this.#read().mentions;
  }

  get roles(): readonly string[] {
    return this.#read().roles;
  }
}

/** Its parts are read when they are asked for. */
class ReadStatement extends BaseStatement implements Statement {
  readonly creates: PlainCreation | undefined;
  readonly #tree: ParsedStatement["tree"];
  readonly #offsetOf: (byte: number) => number;
  #actions: readonly Action[] | undefined;
  #roles: readonly string[] | undefined;

  constructor({ tree, ...place }: ParsedStatement, offsetOf: (byte: number) => number) {
    super(place);
    this.creates = plainCreation(tree);
    this.#tree = tree;
    this.#offsetOf = offsetOf;
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
