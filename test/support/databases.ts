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
  beforeAll(async () => void (url = await createDatabase(serverUrl)));
  beforeEach(async () => void (await queryOnce(url, dropEverything)));
  afterAll(() => dropDatabase(serverUrl, url));
  return () => ({ kind: "server", database: url, query: (text) => queryOnce(url, text) });
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
  await queryOnce(serverUrl, `CREATE DATABASE ${name} ${options}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

export async function dropDatabase(serverUrl: string, url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await queryOnce(
    serverUrl,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
  );
  await queryOnce(serverUrl, `DROP DATABASE IF EXISTS ${name}`);
}

/** Runs SQL over a connection of its own; several statements may be one text. */
export async function queryOnce<Row = Record<string, unknown>>(
  url: string,
  text: string,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const result: unknown = await client.query(text);
    return ([result].flat().at(-1) as { rows: Row[] }).rows;
  } finally {
    await client.end();
  }
}

const dropEverything = `DO $$
  DECLARE name text;
  BEGIN
    FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
      EXECUTE format('DROP SCHEMA %I CASCADE', name);
    END LOOP;
    CREATE SCHEMA public;
  END $$`;
