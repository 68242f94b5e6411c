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

const change =
  /^ALTER TABLE ((?:IF EXISTS )?(?:ONLY )?\S+)\s+((?:(?:ADD|DROP) (?:COLUMN|CONSTRAINT)|ALTER COLUMN|(?:ENABLE|DISABLE|FORCE|NO FORCE) ROW) .*)$/s;

function together(lines: readonly ScriptLine[]): ScriptLine[] {
  const result: ScriptLine[] = [];
  let open: { table: string; changes: string[]; remarks: string[] } | undefined;
  const close = () => {
    if (open !== undefined)
      result.push({ sql: altered(open.table, open.changes), remarks: open.remarks });
    open = undefined;
  };
  for (const { sql, remarks = [] } of lines) {
    const [, table, clause] = change.exec(sql) ?? [];
    if (open?.table !== table) close();
    if (table === undefined || clause === undefined) result.push({ sql, remarks });
    else {
      open ??= { table, changes: [], remarks: [] };
      open.changes.push(clause);
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
