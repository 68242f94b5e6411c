import { expect } from "vitest";
import { withConnection, type Connection } from "../../../src/database/index.ts";
import { loadParser, parseStatements } from "../../../src/sql/statement/statements.ts";
import { compareRows } from "../../../src/rows/compare.ts";
import { describeDataDifference } from "../../../src/rows/describe.ts";
import { causesText } from "../../../src/report/remarks-text.ts";
import { judge, meantChanges } from "../../../src/verify/meant.ts";
import type { TableRows } from "../../../src/rows/rows.ts";
import { readContents } from "../../../src/rows/contents.ts";
import type { TestDatabase } from "../../support/databases.ts";

/** Lends a connection to a test's database. */
export function connected<Result>(
  db: TestDatabase,
  action: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  return withConnection(db.database, { extensions: () => [], lockWait: 0 }, action);
}

/** What a change does to the data, in words. */
export async function differences(db: TestDatabase, change: string): Promise<string[]> {
  return (await compared(db, change)).map(({ difference }) => describeDataDifference(difference));
}

/** The verdicts on what a change does to the data: `verdict: words`. */
export async function verdicts(db: TestDatabase, change: string): Promise<string[]> {
  await loadParser();
  return (await compared(db, change)).map(({ difference, contents }) => {
    const meant = meantChanges(parseStatements(change));
    const [judged] = judge([difference], meant, contents);
    const because = judged?.because === undefined ? "" : ` (${causesText(judged.because)})`;
    return `${judged?.verdict ?? "nothing"}${because}: ${describeDataDifference(difference)}`;
  });
}

/** The rows of all tables but the history. */
export function contentsOf(db: TestDatabase): Promise<readonly TableRows[]> {
  return connected(db, rowsIn);
}

async function rowsIn(connection: Connection): Promise<readonly TableRows[]> {
  return (await readContents(connection, ["public.history"])).rows;
}

/** Both are read in one session, so that what is known of the first may serve the second. */
async function compared(db: TestDatabase, change: string) {
  const { before, after } = await connected(db, async (connection) => {
    const first = await rowsIn(connection);
    await connection.answers(change);
    return { before: first, after: await rowsIn(connection) };
  });
  await db.query("RESET ALL");
  expect(after).toEqual(await contentsOf(db));
  return compareRows(before, after).map((difference) => ({
    difference,
    contents: [...before, ...after],
  }));
}
