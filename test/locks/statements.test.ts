import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenScratches } from "../../src/database/scratches.ts";
import type { Connection } from "../../src/database/index.ts";
import { columnCases } from "./column-cases.ts";
import { constraintCases } from "./constraint-cases.ts";
import { fixture } from "./fixture.ts";
import { places } from "./places.ts";
import { objectCases } from "./object-cases.ts";
import type { StatementCase } from "./statement-case.ts";
import { scanned, traceOnce, written } from "./trace-one.ts";

const groups = { ...columnCases, ...constraintCases, ...objectCases };

const clean = "DROP SCHEMA IF EXISTS fx, other CASCADE; CREATE SCHEMA fx; CREATE SCHEMA other";

describe.each(places)("what statements do ($place)", ({ open }) => {
  let scratches: OpenScratches;
  let connection: Connection;
  let major: number;
  let isClean = false;

  beforeAll(async () => {
    scratches = await open();
    ({ connection } = await scratches.fresh());
    const [row] = await connection.query<{ version: string }>(
      "SELECT current_setting('server_version') AS version",
    );
    major = Number.parseInt(row!.version);
  });
  afterAll(() => scratches.close());

  async function prepare({ before }: StatementCase) {
    if (isClean && before === undefined) return;
    await connection.run([`${clean}; SET search_path TO fx; ${fixture};${before ?? ""}`]);
    isClean = before === undefined;
  }

  describe.each(Object.entries(groups))("%s", (_group, cases) => {
    test.for(cases)("$sql -- $before", async (one, { skip }) => {
      if (one.since !== undefined) skip(major < one.since, `new in PostgreSQL ${one.since}`);
      await prepare(one);
      const [traced] = await traceOnce(connection, one.sql);
      const found = {
        locks: written(traced!.locks, ({ kind }) => kind !== "index"),
        indexLocks: written(traced!.locks, ({ kind }) => kind === "index"),
        rewrites: traced!.rewrites.map(({ name }) => name).join(", "),
        builds: traced!.builds.length,
        scanned: scanned(traced!),
        cascades: traced!.cascades,
      };
      const { locks, indexLocks = found.indexLocks } = one;
      const { rewrites = "", builds = 0, scanned: read = "", cascades = [] } = one;
      expect(found).toEqual({ locks, indexLocks, rewrites, builds, scanned: read, cascades });
    });
  });
});
