import { tokens } from "../../sql/text/index.ts";
import { behind } from "./rewritten.ts";

/** A statement of a script, and a remark above it. */
export interface ScriptLine {
  /** Without a semicolon. */
  readonly sql: string;
  readonly remarks?: readonly string[] | undefined;
}

/**
 * Statements as a script: what is altered of one table in one statement, what takes several lines by itself.
 * Ends with a line end where it has any statement.
 */
export function scriptOf(lines: readonly ScriptLine[]): string {
  const blocks = together(lines).map(({ sql, remarks = [] }) =>
    [...remarks.map((remark) => `-- ${remark}`), `${sql};`].join("\n"),
  );
  return blocks.reduce((script, block, index) => {
    const before = blocks[index - 1];
    const isApart = before !== undefined && (before.includes("\n") || block.includes("\n"));
    return `${script}${isApart ? "\n" : ""}${block}\n`;
  }, "");
}

const tableWords = ["IF EXISTS ONLY @", "IF EXISTS @", "ONLY @", "@"];
const changeWords = [
  ...["ADD COLUMN", "ADD CONSTRAINT", "DROP COLUMN", "DROP CONSTRAINT", "ALTER COLUMN"],
  ...["ENABLE ROW", "DISABLE ROW", "FORCE ROW", "NO FORCE ROW"],
];

/** The table that a statement alters, and what it changes of it, where others of that table may stand beside it. */
function changeOf(sql: string): { table: string; clause: string } | undefined {
  const all = tokens(sql);
  const name = behind(all, "ALTER TABLE");
  if (name === undefined) return undefined;
  const end = tableWords.map((words) => behind(all, words, name)).find((at) => at !== undefined);
  if (end === undefined || !changeWords.some((words) => behind(all, words, end) !== undefined))
    return undefined;
  return {
    table: sql.slice(all[name]!.start, all[end - 1]!.end),
    clause: sql.slice(all[end]!.start),
  };
}

function together(lines: readonly ScriptLine[]): ScriptLine[] {
  const result: ScriptLine[] = [];
  let open: { table: string; changes: string[]; remarks: string[] } | undefined;
  const close = () => {
    if (open !== undefined)
      result.push({ sql: altered(open.table, open.changes), remarks: open.remarks });
    open = undefined;
  };
  for (const { sql, remarks = [] } of lines) {
    const change = changeOf(sql);
    if (open?.table !== change?.table) close();
    if (change === undefined) result.push({ sql, remarks });
    else {
      open ??= { table: change.table, changes: [], remarks: [] };
      open.changes.push(change.clause);
      open.remarks.push(...remarks);
    }
  }
  close();
  return result;
}

const widest = 100;

function altered(table: string, changes: readonly string[]): string {
  const line = `ALTER TABLE ${table} ${changes[0]}`;
  return changes.length === 1 && line.length <= widest && !line.includes("\n")
    ? line
    : `ALTER TABLE ${table}\n  ${changes.join(",\n  ")}`;
}
