import { createHash } from "node:crypto";
import { StatementError, type Connection } from "../../database/index.ts";
import { catalogStateStatement } from "./catalog-state.ts";
import {
  digestStatement,
  type IgnoredObjects,
  type Platform,
  platformColumns,
} from "./statement.ts";

export type { IgnoredObjects };

/**
 * Every schema object's definition, hashed, with a name that a person understands. Equal texts mean equal schemas,
 * no matter which OIDs, statistics and rows there are.
 */
export interface Digest {
  /**
   * JSON, sorted: kind, name, what it belongs to, aspect, hash; as `["constraint", "chk", "app.users", null, "md5…"]`,
   * `["table", "app.users", null, "column order", "md5…"]`.
   */
  readonly text: string;
}

/**
 * Reads a digest of all schema objects, the members of extensions excepted: an extension stands for them.
 * It takes a transaction of its own, so none may be open; no setting is left changed.
 * @throws StatementError | LostConnection
 */
export async function readDigest(connection: Connection, ignored: IgnoredObjects): Promise<Digest> {
  const reader = readers.get(connection)?.get(keyOf(ignored));
  const digest = await reader?.read();
  if (digest === undefined || (!reader!.isDistributed && hasCitus(digest)))
    return readWithNew(connection, ignored);
  return digest;
}

/** Whether it tells of the extension by which there is more to ask. */
function hasCitus({ text }: Digest): boolean {
  return text.includes('["extension", "citus", ');
}

/** What a session has prepared, by what is ignored: planning takes longer than running. */
const readers = new WeakMap<Connection, Map<string, DigestReader>>();

function keyOf({ schema, name, clusterWide = false }: IgnoredObjects): string {
  return JSON.stringify([schema, name, clusterWide]);
}

async function readWithNew(connection: Connection, ignored: IgnoredObjects): Promise<Digest> {
  const platform = await platformOf(connection);
  const statement = digestStatement(platform, ignored);
  const state = await catalogStateStatement(connection);
  const statements = [statement, ...(state ? [state] : [])];
  const reader = new DigestReader(connection, statements, platform);
  const known = readers.get(connection) ?? new Map<string, DigestReader>();
  readers.set(connection, known.set(keyOf(ignored), reader));
  return (await reader.read()) ?? reader.prepareAndRead();
}

/** What can be asked of a server. */
export async function platformOf(connection: Connection): Promise<Platform> {
  const [platform] = await connection.query<Platform>(`SELECT ${platformColumns}`);
  return platform!;
}

interface Read {
  readonly digest: Digest;
  /** Of the catalogs when it was read; undefined where that cannot be known. */
  readonly state: string | undefined;
}

/** Reads one session's digests by prepared statements; where no catalog was written since the last one, it is that. */
class DigestReader {
  /** Whether it asks what Citus makes of tables. */
  readonly isDistributed: boolean;
  readonly #connection: Connection;
  readonly #prepare: readonly string[];
  readonly #digest: string;
  readonly #state: string | undefined;
  #last: Read | undefined;

  /** @param statements for a digest, and for the state of the catalogs where that can be known */
  constructor(
    connection: Connection,
    statements: readonly string[],
    { isDistributed }: Pick<Platform, "isDistributed">,
  ) {
    this.#connection = connection;
    this.isDistributed = isDistributed;
    const hash = createHash("md5").update(statements.join("\n")).digest("hex");
    const names = statements.map((_, number) => `pgmaestro_digest_${hash}_${number}`);
    this.#prepare = statements.map(
      (statement, number) => `PREPARE ${names[number]} AS ${statement}`,
    );
    [this.#digest, this.#state] = names as [string, ...string[]];
  }

  /** @returns undefined where the session has no such prepared statements, or none that its role may execute */
  async read(): Promise<Digest | undefined> {
    try {
      return (await this.#isUnchanged()) ? this.#last!.digest : await this.#readNow([]);
    } catch (error) {
      if (isUnusable(error)) return undefined;
      throw error;
    }
  }

  prepareAndRead(): Promise<Digest> {
    return this.#readNow(this.#prepare);
  }

  async #isUnchanged(): Promise<boolean> {
    const last = this.#last?.state;
    if (last === undefined) return false;
    const [now] = await this.#values([`EXECUTE ${this.#state}`]);
    return now === last;
  }

  async #readNow(before: readonly string[]): Promise<Digest> {
    const executed = [this.#digest, ...(this.#state ? [this.#state] : [])];
    const values = await this.#values([...before, ...executed.map((name) => `EXECUTE ${name}`)]);
    const [text, state] = values.slice(before.length);
    this.#last = { digest: { text: text! }, state };
    return this.#last.digest;
  }

  /** Of each statement the one value. */
  async #values(statements: readonly string[]): Promise<(string | undefined)[]> {
    const values: (string | undefined)[] = statements.map(() => undefined);
    await this.#connection.run([...begin, ...statements, "COMMIT"], {
      row: (index, [value]) => {
        if (index >= begin.length) values[index - begin.length] = value ?? undefined;
      },
    });
    return values;
  }
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
 * For the transaction: settings that definitions are printed by, as pg_dump sets them, and no time spent on
 * compiling. Source: PostgreSQL manual, 9.28.1 "Configuration Settings Functions".
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
})
  .map(([name, value]) => `pg_catalog.set_config('${name}', '${value}', true)`)
  .join(", ")}`;

/** What two statements see is one moment. */
const begin = ["BEGIN", "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", sameForEverybody];
