import type { PGlite } from "@electric-sql/pglite";
import { pgcrypto } from "@electric-sql/pglite/contrib/pgcrypto";
import { beforeAll, expect, it } from "vitest";
import {
  type Catalog,
  changeScript,
  compare,
  objectText,
  readCatalog,
} from "../../src/catalog/index.ts";
import { embeddedConnection, type PGliteLike } from "../../src/database/embedded.ts";
import { historyTable } from "../../src/history/index.ts";
import { loadParser } from "../../src/sql/statement/index.ts";
import { openEmpty } from "../support/empty-database.ts";
import { dumpOf } from "../support/pg-dump.ts";
import { sixthOfSoak } from "../support/turn.ts";
import { schemaPairs } from "./pairs/index.ts";

const own = historyTable("pgmigrations");
let empty: Catalog;

beforeAll(async () => {
  await loadParser();
  empty = await withSchema("", ({ catalog }) => Promise.resolve(catalog));
});

interface Schema {
  readonly pglite: PGlite;
  readonly catalog: Catalog;
  readonly dump: readonly string[];
}

/** Acts with a database of PostgreSQL 18 of which this was made, as pg_dump sees it, and as we do. */
async function withSchema<Result>(
  sql: string,
  action: (schema: Schema) => Promise<Result>,
): Promise<Result> {
  const pglite = await openEmpty({ extensions: { pgcrypto } });
  try {
    await pglite.exec(`CREATE ROLE app_a; CREATE ROLE app_b; ${sql}`);
    return await action({ pglite, ...(await seen(pglite)) });
  } finally {
    await pglite.close();
  }
}

async function seen(pglite: PGlite): Promise<Pick<Schema, "catalog" | "dump">> {
  const connection = embeddedConnection(pglite as unknown as PGliteLike, "a schema");
  return { catalog: await readCatalog(connection, own), dump: await dumpOf(pglite) };
}

const compared = (from: Catalog, to: Catalog) =>
  compare({ catalog: from, empty }, { catalog: to, empty });

/** What a database is like once the SQL that leads from it to another one has run, and what still differs then. */
async function afterWay({ pglite, catalog }: Schema, to: Schema) {
  const { first, second, differences } = await compared(catalog, to.catalog);
  expect(differences).not.toEqual([]);
  const { statements, reason } = changeScript(first, second);
  expect(reason).toBeUndefined();
  for (const statement of statements)
    await pglite.exec(statement).catch((error: Error) => {
      throw new Error(`${error.message} in ${statement} of ${statements.join(";\n")}`);
    });
  const { catalog: made, dump } = await seen(pglite);
  const left = await compared(made, to.catalog);
  return { dump, left: left.differences.map(({ object }) => objectText(object)) };
}

/** What we say still differs is what pg_dump says. */
async function expectWay(from: Schema, to: Schema, left: readonly string[]): Promise<void> {
  const after = await afterWay(from, to);
  expect.soft(after.left).toEqual(left);
  if (left.length === 0) expect.soft(after.dump).toEqual(to.dump);
  else expect.soft(after.dump).not.toEqual(to.dump);
}

/** Each makes two databases and three dumps. */
const pairsOfToday = sixthOfSoak(schemaPairs);

it.each(pairsOfToday.filter(({ hasNoSql }) => !hasNoSql))(
  "$title",
  async ({ base = "", first = "", second = "", left = [], leftBack = [] }) => {
    await withSchema(`${base} ${first}`, (one) =>
      withSchema(`${base} ${second}`, async (other) => {
        await expectWay(one, other, left);
        await expectWay(other, one, leftBack);
      }),
    );
  },
);

it.each(schemaPairs.filter(({ hasNoSql }) => hasNoSql))(
  "$title: has no SQL, and says why",
  async ({ base = "", first = "", second = "" }) => {
    await withSchema(`${base} ${first}`, ({ catalog: one }) =>
      withSchema(`${base} ${second}`, async ({ catalog: other }) => {
        for (const [from, to] of [[one, other] as const, [other, one] as const]) {
          const found = await compared(from, to);
          expect(found.differences).not.toEqual([]);
          expect(changeScript(found.first, found.second)).toMatchObject({
            statements: [],
            reason: expect.stringMatching(/./),
          });
        }
      }),
    );
  },
);
