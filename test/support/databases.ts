import { randomUUID } from "node:crypto";
import { cp, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { pgcrypto } from "@electric-sql/pglite/contrib/pgcrypto";
import { uuid_ossp } from "@electric-sql/pglite/contrib/uuid_ossp";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, inject } from "vitest";
import type { Database } from "../../src/index.ts";
import { openEmpty } from "./empty-database.ts";

/** A database of a test file's own; empty again before each test. */
export interface TestDatabase {
  readonly kind: "server" | "embedded";
  /** What commands take: a URL for a server, the open instance for an embedded database. */
  readonly database: Database;
  /** Runs SQL beside the tool; several statements may be one text. */
  query<Row = Record<string, unknown>>(text: string): Promise<Row[]>;
}

/** The URL of a superuser on every real server there is: always our own, and TEST_DATABASE_URL's where given. */
export function serverUrls(): { name: string; url: string }[] {
  const other = process.env["TEST_DATABASE_URL"];
  return [
    { name: "server", url: inject("serverUrl") },
    ...(other ? [{ name: "TEST_DATABASE_URL", url: other }] : []),
  ];
}

/** One suite over every database: PGlite, a real server, and TEST_DATABASE_URL where it is given. */
export function describeEachDatabase(
  title: string,
  suite: (database: () => TestDatabase) => void,
): void {
  describeEmbedded(title, suite);
  describeEachServer(title, suite);
}

/** The same over PGlite only. */
export function describeEmbedded(
  title: string,
  suite: (database: () => TestDatabase) => void,
): void {
  describe(`${title} (embedded)`, () => suite(useEmbedded()));
}

/** The same over real servers only. */
export function describeEachServer(
  title: string,
  suite: (database: () => TestDatabase) => void,
): void {
  for (const { name, url } of serverUrls())
    describe(`${title} (${name})`, () => suite(useServer(url)));
}

function useEmbedded(): () => TestDatabase {
  let pglite: PGlite;
  beforeAll(async () => void (pglite = await openEmpty({ extensions: { uuid_ossp, pgcrypto } })));
  beforeEach(async () => void (await pglite.exec(dropEverything)));
  afterAll(() => pglite.close());
  return () => ({
    kind: "embedded",
    database: pglite,
    query: async <Row>(text: string) => (await pglite.exec(text)).at(-1)!.rows as Row[],
  });
}

function useServer(serverUrl: string): () => TestDatabase {
  let url: string;
  let session: KeptSession;
  beforeAll(async () => {
    url = await createDatabase(serverUrl);
    session = new KeptSession(url);
  });
  beforeEach(async () => void (await session.query(dropEverything)));
  afterAll(async () => {
    await session.end();
    await dropDatabase(serverUrl, url);
  });
  return () => ({ kind: "server", database: url, query: (text) => session.query(text) });
}

/** A session for query after query, none of which knows of the one before: connecting takes longer than most of them. */
class KeptSession {
  readonly #url: string;
  #idle: pg.Client | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  /** One that runs beside another has a session of its own. */
  async query<Row>(text: string): Promise<Row[]> {
    const client = this.#idle ?? (await this.#open());
    this.#idle = undefined;
    try {
      return await rowsOf<Row>(client, text);
    } finally {
      await this.#keep(client);
    }
  }

  async #open(): Promise<pg.Client> {
    const client = await connected(this.#url);
    client.on("end", () => {
      if (this.#idle === client) this.#idle = undefined;
    });
    return client;
  }

  /** What is in a transaction, or cut off, is of no more use. */
  async #keep(client: pg.Client): Promise<void> {
    const isClean = await client.query("DISCARD ALL").then(
      () => true,
      () => false,
    );
    if (isClean && this.#idle === undefined) this.#idle = client;
    else await client.end();
  }

  async end(): Promise<void> {
    await this.#idle?.end();
  }
}

/** Where scratch databases of the same kind are made, as commands take it. */
export function scratchLike({ kind, database }: TestDatabase): string | undefined {
  return kind === "server" ? (database as string) : undefined;
}

/** A copy of the prepared data directory, for a `pglite:` URL. */
export async function copyEmbedded(): Promise<string> {
  const directory = join(await mkdtemp(join(tmpdir(), "pgmaestro-embedded-")), "database");
  await cp(inject("embeddedTemplate"), directory, { recursive: true });
  return directory;
}

/** Makes a database and returns its URL. */
export async function createDatabase(serverUrl: string, options = ""): Promise<string> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const session = administration(serverUrl);
  const [row] = await session.query<{ strategy: string }>(strategyQuery);
  await session.query(`CREATE DATABASE ${name} ${options} ${row!.strategy}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Files are copied in a third of the time that the log of their pages takes; servers before 15 know no other way. */
const strategyQuery = `SELECT CASE WHEN current_setting('server_version_num')::int >= 150000
  THEN 'STRATEGY file_copy' ELSE '' END AS strategy`;

export async function dropDatabase(serverUrl: string, url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  const session = administration(serverUrl);
  await session.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
  );
  await session.query(`DROP DATABASE IF EXISTS ${name}`);
}

const administrations = new Map<string, KeptSession>();

/** The session of this process that makes and drops databases. */
function administration(serverUrl: string): KeptSession {
  const known = administrations.get(serverUrl) ?? new KeptSession(serverUrl);
  administrations.set(serverUrl, known);
  return known;
}

/** Runs SQL over a connection of its own; several statements may be one text. */
export async function queryOnce<Row = Record<string, unknown>>(
  url: string,
  text: string,
): Promise<Row[]> {
  const client = await connected(url);
  try {
    return await rowsOf<Row>(client, text);
  } finally {
    await client.end();
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {}); // the next query says so
  await client.connect();
  return client;
}

async function rowsOf<Row>(client: pg.Client, text: string): Promise<Row[]> {
  const result: unknown = await client.query(text);
  return ([result].flat().at(-1) as { rows: Row[] }).rows;
}

const dropEverything = `DO $$
  DECLARE name text;
  BEGIN
    FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
      EXECUTE format('DROP SCHEMA %I CASCADE', name);
    END LOOP;
    CREATE SCHEMA public;
  END $$`;
