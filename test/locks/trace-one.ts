import type { Connection } from "../../src/database/index.ts";
import { historyTable } from "../../src/history/index.ts";
import type { LockMode } from "../../src/locks/table/index.ts";
import type { TracedLock, TracedStatement } from "../../src/locks/index.ts";
import { lockModes, strongest } from "../../src/locks/table/index.ts";
import { Script } from "../../src/locks/script.ts";
import { Tracer } from "../../src/locks/tracer.ts";
import { tracingConnection } from "../../src/locks/tracing-connection.ts";
import type { Plan } from "../../src/plan/index.ts";
import { loadParser } from "../../src/sql/statement/index.ts";

await loadParser();

/** A plan of one transaction with these statements. */
export function planOf(statements: readonly string[]): Plan {
  const source = statements.join(";\n");
  const section = {
    file: "migrations/1_case.sql",
    source,
    start: 0,
    text: source,
    checksum: "",
    noTransaction: false,
    opaque: false,
  };
  const planned = statements.map((text) => {
    const at = source.indexOf(text);
    return { text, section, at, offset: at };
  });
  const step = {
    migration: "1_case",
    direction: "up",
    statements: planned,
    changesSession: false,
  } as const;
  return { segments: [{ transaction: true, steps: [step] }] };
}

/** Traces statements in a transaction that is rolled back in the end. */
export async function traceOnce(
  connection: Connection,
  ...statements: readonly string[]
): Promise<TracedStatement[]> {
  const script = new Script();
  script.follow(planOf(statements));
  const tracer = new Tracer(connection, historyTable("pgmigrations"), script, { next: 0 });
  const traced = tracingConnection(connection, tracer);
  await traced.run(["BEGIN", ...statements, "ROLLBACK"]);
  return tracer.statements;
}

const shortModes: Readonly<Record<string, LockMode>> = Object.fromEntries(
  ["AS", "RS", "RX", "SUE", "S", "SRE", "X", "AE"].map((short, index) => [
    short,
    lockModes[index]!,
  ]),
);

/** `SRE` for SHARE ROW EXCLUSIVE. */
export function shortMode(mode: LockMode): string {
  return Object.keys(shortModes).find((key) => shortModes[key] === mode)!;
}

/** The strongest lock on each relation, as the catalogue writes it: `p SRE, t AE`. */
export function written(
  locks: readonly TracedLock[],
  isMeant: (lock: TracedLock) => boolean,
): string {
  const meant = locks.filter(isMeant);
  const names = [...new Set(meant.map(({ name }) => name))].toSorted();
  return names
    .map((name) => {
      const modes = meant.filter((lock) => lock.name === name).map(({ mode }) => mode);
      return `${name} ${shortMode(strongest(modes)!)}`;
    })
    .join(", ");
}

/** The tables that a statement read from end to end, for whatever reason. */
export function scanned({ scans, rewrites, builds }: TracedStatement): string {
  const tables = [...scans, ...rewrites, ...builds.map(({ table }) => table)];
  return [...new Set(tables.map(({ name }) => name))].toSorted().join(", ");
}
