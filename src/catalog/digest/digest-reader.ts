import { createHash } from "node:crypto";
import { StatementError, type Connection } from "../../database/index.ts";
import { type CatalogState, changedBetween, stateOf } from "./catalog-state.ts";

/**
 * Every schema object's definition, hashed, with a name that a person understands. Equal texts mean equal schemas,
 * no matter which OIDs, statistics and rows there are.
 */
export interface Digest {
  /**
   * JSON, in an order of its own: kind, name, what it belongs to, aspect, hash; as `["constraint", "chk", "app.users", null, "md5…"]`,
   * `["table", "app.users", null, "column order", "md5…"]`.
   */
  readonly text: string;
}

/** What a session prepares for its digests. */
export interface DigestStatements {
  readonly whole: string;
  /** Of some relations, and the state of the catalogs; where changes can be seen. */
  readonly changes?: { readonly part: string; readonly state: string };
}

/** What is said of a relation, or of what is none. */
interface Part {
  readonly name: string | null;
  /** JSON of entries, without the brackets. */
  readonly entries: string;
}

/** By the relation's OID, or what stands in its place; see `digestStatement`. */
type Parts = ReadonlyMap<string | null, Part>;

interface Read {
  readonly digest: Digest;
  readonly parts: Parts;
  /** Of the catalogs before it was read, where that can be known. */
  readonly state: CatalogState | undefined;
}

/**
 * Reads one session's digests by prepared statements. Where nobody wrote a catalog since the last one, it is that; where only
 * rows about some relations were written, these are read again, with what depends on them and what is no relation.
 */
export class DigestReader {
  /** Whether there is more to ask than it asks. */
  isTooNarrow = false;
  /** Whether it asks what Citus makes of tables. */
  readonly #isDistributed: boolean;
  readonly #connection: Connection;
  readonly #statements: DigestStatements;
  readonly #name: string;
  #last: Read | undefined;

  constructor(connection: Connection, statements: DigestStatements, isDistributed: boolean) {
    this.#connection = connection;
    this.#statements = statements;
    this.#isDistributed = isDistributed;
    const hash = createHash("md5").update(JSON.stringify(statements)).digest("hex");
    this.#name = `pgmaestro_digest_${hash}`;
  }

  async prepareAndRead(): Promise<Digest> {
    const { whole, changes } = this.#statements;
    const prepared = [
      `PREPARE ${this.#name}_whole AS ${whole}`,
      changes && `PREPARE ${this.#name}_part (oid[]) AS ${changes.part}`,
      changes && `PREPARE ${this.#name}_state AS ${changes.state}`,
    ];
    await this.#rows(...prepared.filter((one) => one !== undefined));
    return this.#readNow();
  }

  /** @returns undefined where the session has no such prepared statements, or none that its role may execute */
  async read(): Promise<Digest | undefined> {
    try {
      return await this.#readNow();
    } catch (error) {
      if (isUnusable(error)) return undefined;
      throw error;
    }
  }

  /** The state is read first: what is written in between is read again the next time. */
  async #readNow(): Promise<Digest> {
    const last = this.#last;
    const state = this.#statements.changes && (await this.#readState());
    if (last?.state && state?.text === last.state.text) return last.digest;
    const parts = (await this.#readChanges(last, state)) ?? (await this.#readParts("whole"));
    this.isTooNarrow = !this.#isDistributed && hasCitus(parts);
    this.#last = { digest: { text: textOf(parts) }, parts, state };
    return this.#last.digest;
  }

  /** @returns undefined where more may have changed than can be told */
  async #readChanges(
    last: Read | undefined,
    state: CatalogState | undefined,
  ): Promise<Parts | undefined> {
    const changed = last?.state && state && changedBetween(last.state, state);
    if (changed === undefined) return undefined;
    const read = await this.#readParts(`part ('{${changed.join(",")}}')`);
    const isThere = (relation: string) =>
      [last!.state, state].every((one) => one?.relations.has(relation));
    return [...read].some(
      ([relation, part]) =>
        relation !== null && isThere(relation) && isRenamed(part, last!.parts.get(relation)),
    )
      ? undefined
      : withChanges(last!.parts, read, changed);
  }

  async #readState(): Promise<CatalogState> {
    const [row] = await this.#rows(`EXECUTE ${this.#name}_state`);
    return stateOf(row![0]!);
  }

  /** @param what which of the prepared statements, and what it is given */
  async #readParts(what: string): Promise<Parts> {
    const rows = await this.#rows(`EXECUTE ${this.#name}_${what}`);
    return new Map(
      rows.map(([relation = null, name = null, entries]) => [
        relation,
        { name, entries: entries?.slice(1, -1) ?? "" },
      ]),
    );
  }

  /** In a transaction of its own. */
  async #rows(...statements: readonly string[]): Promise<Row[]> {
    const rows: Row[] = [];
    await this.#connection.run(["BEGIN", sameForEverybody, ...statements, "COMMIT"], {
      row: (index, values) => void (index > 1 && rows.push([...values])),
    });
    return rows;
  }
}

type Row = readonly (string | null)[];

/** Whether a relation may have got another name, by which others call it; nobody calls a TOAST table by its name. */
function isRenamed({ name }: Part, last: Part | undefined): boolean {
  return name !== last?.name && !name?.startsWith("pg_toast.");
}

/** @param changed relations that are not there any more among them */
function withChanges(last: Parts, read: Parts, changed: readonly string[]): Parts {
  const parts = new Map(last);
  for (const relation of changed) parts.delete(relation);
  for (const [relation, part] of read) parts.set(relation, part);
  return parts;
}

/** Whether there is the extension by which there is more to ask; it is no relation. */
function hasCitus(parts: Parts): boolean {
  return parts.get(null)?.entries.includes('["extension", "citus", ') ?? false;
}

/** OIDs differ from database to database, so they have no say in the order. */
function textOf(parts: Parts): string {
  const entries = [...parts.values()].map((part) => part.entries).filter((one) => one !== "");
  return `[${entries.toSorted().join(", ")}]`;
}

/** The statement is unknown, or asks what is not there any more, or what this role may not read though another one could. */
function isUnusable(error: unknown): boolean {
  return error instanceof StatementError && unusable.has(error.server.sqlState ?? "");
}

const unusable: ReadonlySet<string> = new Set([
  "26000", // invalid_sql_statement_name
  "42501", // insufficient_privilege
  "42P01", // undefined_table: the extension is gone whose tables it asks
]);

/**
 * For the transaction: settings that definitions are printed by, as pg_dump sets them, and no time spent on compiling, or
 * on planning again. Source: PostgreSQL manual, 9.28.1 "Configuration Settings Functions".
 */
export const sameForEverybody = `SELECT ${Object.entries({
  search_path: "pg_catalog, pg_temp",
  quote_all_identifiers: "off",
  DateStyle: "ISO",
  IntervalStyle: "postgres",
  TimeZone: "UTC",
  extra_float_digits: "3",
  bytea_output: "hex",
  jit: "off",
  plan_cache_mode: "force_generic_plan",
})
  .map(([name, value]) => `pg_catalog.set_config('${name}', '${value}', true)`)
  .join(", ")}`;
