import type { PGlite } from "@electric-sql/pglite";
import type pg from "pg";
import { expectTypeOf, test } from "vitest";
import type { Database } from "../../src/index.ts";

test("a client, a pool, a pool's client and a PGlite instance can be handed in", () => {
  expectTypeOf<pg.Client>().toExtend<Database>();
  expectTypeOf<pg.Pool>().toExtend<Database>();
  expectTypeOf<pg.PoolClient>().toExtend<Database>();
  expectTypeOf<PGlite>().toExtend<Database>();
});
