import type { PGlite } from "@electric-sql/pglite";
import { pgDump } from "@electric-sql/pglite-tools/pg_dump";

/** What PostgreSQL 18's pg_dump says of a schema, in no order: statement by statement, without its comments and settings. */
export async function dumpOf(pglite: PGlite): Promise<string[]> {
  const file = await pgDump({ pg: pglite, args: ["--schema-only", "--create"] });
  for (const left of ["ROLLBACK", "DISCARD ALL"]) await pglite.exec(left);
  const blocks = (await file.text()).split("\n\n\n").map(withoutFrame);
  return blocks.filter((block) => block !== "").toSorted();
}

const frame = /^(?:--|SET |\\|SELECT pg_catalog\.set_config|$)/;

function withoutFrame(block: string): string {
  const lines = block.split("\n").filter((line) => !frame.test(line));
  return lines.join("\n").replace(/(?<=\bWITH \()[^)]*(?=\))/g, inOrder);
}

function inOrder(options: string): string {
  return options.split(", ").toSorted().join(", ");
}
