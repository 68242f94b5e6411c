import type { SquashResult } from "../commands/squash.ts";
import { listNames } from "../errors/index.ts";
import { plural, type Style } from "./style.ts";

/** The migration that was made of others, and what is to be known of it. */
export function squashText(result: SquashResult, style: Style): string {
  const { file, squashed, statements, scratch, written, removed } = result;
  return [
    `${written ? "Wrote" : "Would write"} ${style.bold(file)}, in the place of ${plural(squashed.length, "migration")} from ${squashed[0]} to ${squashed.at(-1)}`,
    `${plural(statements, "statement")}, run on ${scratch}, where they make the same schema and the same rows.`,
    ...rowsText(result),
    `${written ? "Removed" : "Would remove"} ${plural(removed.length, "file")}. Databases that have them all get the new one in their place with the next \`pgmaestro up\`; on others, run the revision from before to the end first.`,
  ].join("\n");
}

function rowsText({ rows }: SquashResult): string[] {
  if (rows.length === 0) return [];
  const tables = rows.map((one) => `${one.table} (${one.rows})`);
  const varying = rows.filter(({ varies }) => varies).map(({ table }) => table);
  return [
    `Rows that they insert into an empty database are inserted: ${listNames(tables)}.`,
    ...(varying.length > 0
      ? [
          `Some are others each time, as times and random values are; those of this run are kept: ${listNames(varying)}. Look at them in the file.`,
        ]
      : []),
  ];
}
