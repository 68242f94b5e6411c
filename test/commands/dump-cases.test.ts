import { describe, expect, inject, test } from "vitest";
import { dump, up } from "../../src/index.ts";
import { MigrationFileError, ReplayFailedError } from "../../src/errors/index.ts";
import { queryOnce } from "../support/databases.ts";
import { openLoaded } from "../support/loaded.ts";
import { dumpOf } from "../support/pg-dump.ts";
import { thirdOf } from "../support/share.ts";
import { soaking } from "../support/soak.ts";
import { sixthOfSoak } from "../support/turn.ts";
import { migrationsOfCase, verifyCases } from "../support/verify-cases.ts";

/** What `dump` says that it does not make the same: inheritance, operators, text search, owners among PostgreSQL's own roles. */
const told = [
  "inheritance-left",
  "operator-not-covered",
  "owner-left",
  "set-role-right",
  "text-search-configuration-not-covered",
];

/** Tables that were renamed, rebuilt or detached: constraints NOT NULL keep names, which pg_dump 18 writes and digests pass over. */
const namedOtherwise = [
  "partition-detached-not-attached",
  "pr-partitioned-events-right",
  "pr-rename-with-compatibility-view-right",
  "rename-of-table-keeps-new-constraint-names",
  "rename-right",
  "table-rebuilt-without-rows",
];

const notSame = [...told, ...namedOtherwise];

describe.runIf(soaking)("the schemas of all cases of verify load to the same", () => {
  const cases = verifyCases().filter(({ name }) => !notSame.includes(name));
  test.each(sixthOfSoak(cases))("$name", async (one) => {
    const migrationsDir = migrationsOfCase(one);
    const [made, loaded] = [await openLoaded(), await openLoaded()];
    const isRun = await up({ database: made as never, migrationsDir }).then(
      () => true,
      () => false,
    );
    if (!isRun) return;
    await made.exec("drop table pgmigrations, pgmigrations_journal");
    const { text, differences } = await dump({ migrationsDir, scratch: inject("serverUrl") });
    expect(differences).toEqual([]);
    await loaded.exec(text);
    expect(await dumpOf(loaded)).toEqual(await dumpOf(made));
  });
});

const [server] = await queryOnce<{ major: number }>(
  inject("serverUrl"),
  "select current_setting('server_version_num')::int / 10000 as major",
);

/** PostgreSQL 18 has its turn above; the others where `npm run test:servers` runs on one of them. */
describe.runIf([14, 15, 16, 17].includes(server!.major))(
  "the schemas of all cases of verify load to the same digest (server)",
  () => {
    const cases = verifyCases().filter(({ name }) => !told.includes(name));
    test.each(thirdOf(cases))("$name", async (one) => {
      const options = { migrationsDir: migrationsOfCase(one), scratch: inject("serverUrl") };
      const result = await dump(options).catch((error: unknown) => {
        if (isOfCase(error)) return undefined;
        throw error;
      });
      expect(result?.differences ?? []).toEqual([]);
    });
  },
);

/** Of some cases the migration is meant to fail. */
function isOfCase(error: unknown): boolean {
  return error instanceof ReplayFailedError || error instanceof MigrationFileError;
}
