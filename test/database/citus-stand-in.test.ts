import { expect, test, vi } from "vitest";
import { extensionsIn, withScratch } from "../../src/database/index.ts";
import { describeCitus } from "../support/citus.ts";
import { citusCalls, citusTables } from "../support/citus-calls.ts";

vi.setConfig({ testTimeout: 120_000 });

type Run = (sql: string) => Promise<unknown>;

/** How each of the calls is refused, or not. */
async function refusals(run: Run): Promise<(readonly [string, string | undefined])[]> {
  const found: (readonly [string, string | undefined])[] = [];
  for (const [sql] of citusCalls) {
    await run("BEGIN");
    const refusal = await refused(run, `${citusTables};${sql}`);
    await run("ROLLBACK");
    found.push([sql, refusal]);
  }
  return found;
}

async function refused(run: Run, sql: string): Promise<string | undefined> {
  try {
    for (const statement of sql.split(";")) await run(statement);
    return undefined;
  } catch (error) {
    return ((error as Error).cause as Error | undefined)?.message ?? (error as Error).message;
  }
}

test("the stand-in of an embedded database refuses what Citus refuses, in its words", async () => {
  const options = { extensions: () => extensionsIn(citusCalls.map(([sql]) => sql)) };
  await withScratch(options, async (scratches) => {
    const { connection } = await scratches.fresh();
    expect(await refusals((sql) => connection.query(sql))).toEqual(citusCalls);
  });
});

describeCitus("Citus itself", (database) => {
  test("says the same", async () => {
    const { query } = database();
    await query("SET client_min_messages = error");
    expect(await refusals(query)).toEqual(citusCalls);
  });
});
