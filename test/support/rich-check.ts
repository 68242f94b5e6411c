import type { CheckResult } from "../../src/index.ts";
import { loadParser, parseStatements } from "../../src/sql/statement/index.ts";
import { applyAll, Schema, tableChanges, type TableChange } from "../../src/schema/index.ts";
import { checkResultOf, ended, impactOf, lockOf, statementOf } from "./checks.ts";
import { findingAt, lintResultOf } from "./findings.ts";
import {
  failed,
  leftTable,
  passed,
  refusedRows,
  resultOf,
  rowsGone,
  verified,
} from "./verdicts.ts";

/** What SQL changes in a schema that other SQL made. */
export async function changesBy(before: string, change: string): Promise<TableChange[]> {
  await loadParser();
  const schema = new Schema();
  const of = (migration: number) => ({ migration, section: "up", transaction: migration }) as const;
  applyAll(schema, parseStatements(before), of(0));
  const after = schema.clone();
  applyAll(after, parseStatements(change), of(1));
  return tableChanges(schema, after);
}

/** A result with something of everything, and a text of others wherever one can be. */
export async function richCheck(text: string): Promise<CheckResult> {
  const quoted = `"${text.replaceAll('"', '""')}"`;
  const sql = `create table ${quoted} (id bigint primary key, ${quoted} text);\n`;
  const name = `2_${text}`;
  const file = `migrations/${name}.sql`;
  const source = [file, `${sql}-- ${text}\nselect '${text.replaceAll("'", "''")}';`] as const;
  const told = { migration: name, file, message: text, help: text };
  const findings = [
    findingAt(source, "create", told),
    findingAt(source, "select", { ...told, rule: text, severity: "warning" }),
    findingAt(source, "select", { ...told, migration: "1_gone", severity: "notice" }),
  ];
  return checkResultOf([name, "3_good"], {
    since: text,
    lint: ended(lintResultOf([source], findings)),
    verify: ended(
      resultOf([
        verified(name, {
          file,
          irreversible: text,
          roundTrip: failed(leftTable(text, "down", text)),
          data: { ...failed(rowsGone("up", text)), notes: [refusedRows(text)] },
        }),
        verified("3_good", { repeatable: { ...passed, verdict: "noted" } }),
      ]),
    ),
    downSections: [
      {
        ...{ name, file, outcome: "offered", section: text, notes: [] },
        ...{ lost: [text], reasons: [text] },
      },
    ],
    plan: {
      verdict: "failed",
      result: impactOf(
        statementOf(
          name,
          [
            lockOf(`public.${text}`),
            lockOf("public.logs", { mode: "SHARE", verdict: "needs care" }),
          ],
          { file, line: 1, text: sql.trim() },
        ),
        statementOf(name, [lockOf("public.logs")], { file, line: 3, text: "select" }),
      ),
    },
    history: {
      verdict: "failed",
      result: { target: text, table: text, edited: [text], missing: [], outOfOrder: [] },
    },
    described: {
      files: [
        { name, file, text: source[1] },
        { name: "3_good", file: "migrations/3_good.js", text: "export const up = () => {};\n" },
      ],
      tables: await changesBy(
        `create table logs (id bigint primary key, at text, old text);
         create table gone (id bigint primary key references logs);`,
        `${sql} drop table gone; alter table logs drop column old;
         alter table logs alter column at set not null, add column ${quoted} bigint references ${quoted};
         create index on logs (at);`,
      ),
    },
  });
}
