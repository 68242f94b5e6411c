import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { digestDifferences } from "../../src/catalog/digest/differences.ts";
import { platformOf, readDigest } from "../../src/catalog/digest/digest.ts";
import { DigestReader } from "../../src/catalog/digest/digest-reader.ts";
import { digestStatement } from "../../src/catalog/digest/statement.ts";
import type { Difference } from "../../src/catalog/index.ts";
import { objectText } from "../../src/catalog/objects.ts";
import { withConnection, type Connection } from "../../src/database/index.ts";
import { ensureTables, historyTable } from "../../src/history/index.ts";
import { describeEachDatabase, type TestDatabase } from "../support/databases.ts";
import { sixthOf } from "../support/share.ts";
import { base, changes, type Change } from "../cases/digest/index.ts";
import { named, renamings } from "../cases/digest/named-elsewhere.ts";

const history = historyTable("pgmigrations");

const options = { extensions: () => [], lockWait: 1 };

describeEachDatabase("digest", (database) => {
  const connected = useConnection(database);

  test.for(sixthOf(changes))("shows: $title", async (change, { skip }) => {
    skip(database().kind === "embedded" && !!change.serverOnly, change.serverOnly);
    skip(change.clusterWide === true && database().kind === "server", "shared with other tests");
    const connection = connected();
    skip((await versionOf(connection)) < (change.since ?? 0), `needs PostgreSQL ${change.since}`);
    await expectDifference(connection, change);
  });

  test("does not show our own tables", async () => {
    const connection = connected();
    const before = await readDigest(connection, history);
    await ensureTables(connection, history);
    await connection.run(["COMMENT ON COLUMN pgmigrations.name IS 'x'"]);
    await connection.run(["GRANT SELECT ON pgmigrations TO PUBLIC"]);
    expect(differing(before, await readDigest(connection, history))).toEqual([]);
    const other = { schema: "public", name: "others" };
    expect(differing(before, await readDigest(connection, other))).toContain(
      "table public.pgmigrations",
    );
  });

  test("names each object once, and holds no secret", async () => {
    const connection = connected();
    await connection.run([base]);
    const { text } = await readDigest(connection, history);
    const entries = (JSON.parse(text) as (string | null)[][]).map((entry) => ({
      key: JSON.stringify(entry.slice(0, -1).map((part) => part ?? "\u{10FFFF}")),
      hash: entry.at(-1),
    }));
    expect(entries.length).toBeGreaterThan(30);
    expect(entries.map(({ hash }) => hash)).toEqual(
      entries.map(() => expect.stringMatching(/^[0-9a-f]{32}$/)),
    );
    const keys = entries.map(({ key }) => key);
    expect(keys).toEqual([...new Set(keys)]);
  });

  test("says which side has what", async () => {
    const connection = connected();
    await connection.run([base]);
    const before = await readDigest(connection, history);
    await connection.run(["DROP INDEX app.idx_email"]);
    await connection.run(["CREATE SCHEMA other"]);
    await connection.run(["ALTER TABLE app.users ENABLE ROW LEVEL SECURITY"]);
    await connection.run(["COMMENT ON TABLE app.users IS 'people'"]);
    expect(digestDifferences(before, await readDigest(connection, history))).toEqual([
      {
        object: { kind: "index", name: "app.idx_email" },
        change: "missing",
        details: [],
      },
      { object: { kind: "schema", name: "other" }, change: "extra", details: [] },
      {
        object: { kind: "table", name: "app.users" },
        change: "changed",
        details: [{ aspect: "comment", is: "set" }],
      },
      { object: { kind: "table", name: "app.users" }, change: "changed", details: [] },
    ]);
  });

  test("is not computed again while no catalog is written, whatever rows are", async ({ skip }) => {
    skip(database().kind === "server", "other tests write catalogs that all of it shares");
    const connection = connected();
    await connection.run([base]);
    const before = await readDigest(connection, history);
    const run = vi.spyOn(connection, "run");
    const executed = () =>
      run.mock.calls.flatMap(([statements]) =>
        statements.filter((one) => /^EXECUTE \w+_(?:whole|part)/.test(one)),
      );
    await connection.run(["INSERT INTO app.users (id, email) VALUES (7, 'a@example.com')"]);
    expect(await readDigest(connection, history)).toBe(before);
    expect(executed()).toEqual([]);
    await connection.run(["COMMENT ON TABLE app.users IS 'persons'"]);
    expect(await readDigest(connection, history)).not.toBe(before);
    expect(executed()).toHaveLength(1);
    run.mockRestore();
  });

  test("is the same as read whole, whatever others name was changed", async ({ skip }) => {
    skip(database().kind === "embedded", "PostgreSQL's own, on which it stands, is the same there");
    const connection = connected();
    await connection.run([named]);
    const whole = digestStatement(await platformOf(connection), history);
    const reader = new DigestReader(connection, { whole }, false);
    await reader.prepareAndRead();
    await readDigest(connection, history);
    for (const renaming of renamings) {
      await connection.run([renaming]);
      const now = await readDigest(connection, history);
      const differ = differing((await reader.read())!, now);
      const own = differ.filter((name) => !name.startsWith("role ")); // other tests make theirs meanwhile
      expect(own, renaming).toEqual([]);
    }
  });

  test("is read anew by a role that may not read all catalogs", async () => {
    const connection = connected();
    const as = async (role: string, sql = "SELECT 1") => {
      await connection.run([sql]);
      await connection.run([`SET ROLE ${role}`]);
      const digest = await readDigest(connection, history);
      await connection.run(["RESET ROLE"]);
      return digest;
    };
    await connection.run([base]);
    const before = await as("none");
    expect(differing(before, await as("pg_monitor"))).toEqual([]);
    const changed = await as("pg_monitor", "COMMENT ON TABLE app.users IS 'persons'");
    expect(differing(before, changed)).toEqual(["comment of table app.users"]);
  });

  test("is read anew once a migration discarded what the session had prepared", async () => {
    const connection = connected();
    const before = await readDigest(connection, history);
    await connection.run(["DISCARD ALL"]);
    expect(differing(before, await readDigest(connection, history))).toEqual([]);
  });

  test("leaves the session as it was", async () => {
    const connection = connected();
    await connection.run(["SET search_path = app, public"]);
    const settings = () =>
      connection.query("SELECT name, setting FROM pg_catalog.pg_settings ORDER BY name");
    const before = await settings();
    await readDigest(connection, history);
    expect(await settings()).toEqual(before);
    expect(await connection.inTransaction()).toBe(false);
  });
});

async function expectDifference(connection: Connection, change: Change): Promise<void> {
  const { setup = "SELECT 1", undo, differs, cleanUp = "SELECT 1" } = change;
  const ignored = { ...history, clusterWide: change.clusterWide !== true };
  const run = async (sql: string) => {
    await connection.run([sql]);
    return readDigest(connection, ignored);
  };
  await connection.run([base]);
  const first = await run(setup);
  try {
    expect(differing(first, await run(change.change))).toEqual(differs.toSorted());
    const undone = await run(undo);
    expect(differing(first, undone)).toEqual([]);
    await connection.run(["DEALLOCATE ALL"]);
    expect(await readDigest(connection, ignored), "the same as read whole").toEqual(undone);
  } finally {
    await connection.run([cleanUp]);
  }
}

function differing(...digests: Parameters<typeof digestDifferences>): string[] {
  const [first, second] = digests;
  const names = digestDifferences(first, second).map(nameOf).toSorted();
  expect(names.length > 0, "equal texts where nothing differs").toBe(first.text !== second.text);
  return names;
}

function nameOf({ object, details }: Difference): string {
  return [...details.map(({ aspect }) => `${aspect} of`), objectText(object)].join(" ");
}

/** One connection for the whole suite: a session plans what it reads only once. */
function useConnection(database: () => TestDatabase): () => Connection {
  let connection: Connection;
  let release = () => {};
  let closed: Promise<void>;
  beforeAll(async () => {
    await new Promise<void>((ready) => {
      closed = withConnection(database().database, options, (opened) => {
        connection = opened;
        ready();
        return new Promise<void>((resolve) => (release = resolve));
      });
    });
  });
  afterAll(async () => {
    release();
    await closed;
  });
  return () => connection;
}

async function versionOf(connection: Connection): Promise<number> {
  const [row] = await connection.query<{ version: string }>("SHOW server_version_num");
  return Math.floor(Number(Object.values(row!)[0]) / 10000);
}
