import { blockedBy } from "../locks/table/index.ts";
import { type LockTrace, type TracedStatement } from "../locks/index.ts";
import { withoutSecrets } from "./json.ts";

/** What `locks` saw as JSON: each lock with what it blocks, and no secret. */
export function locksJson(trace: LockTrace): object {
  return withoutSecrets({
    ...trace,
    migrations: trace.migrations.map(({ statements, ...migration }) => ({
      ...migration,
      statements: statements.map(statementJson),
    })),
    passed: trace.migrations.every(({ notTraced }) => notTraced === undefined),
  });
}

/** Migration and file are given in what the statement is part of. */
function statementJson({ migration: _, ...statement }: TracedStatement): object {
  const locks = statement.locks.map((lock) => ({ ...lock, blocks: blockedBy(lock.mode) }));
  return { ...statement, locks };
}
