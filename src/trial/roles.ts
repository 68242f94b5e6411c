import type { Connection } from "../database/index.ts";
import { ReplayFailedError, type ServerError } from "../errors/index.ts";
import type { Baseline, Migration, Section } from "../migrations/index.ts";
import { rolesIn, type Roles } from "../sql/statement/index.ts";
import { quoteIdentifier } from "../sql/text/index.ts";

/** The roles that migrations and what they stand on name and none creates, sorted. The parser must be loaded. */
export function missingRoles(migrations: readonly Migration[], baseline?: Baseline): string[] {
  const sections = migrations.flatMap(({ up, down }) => [up, ...(down ? [down] : [])]);
  const roles = [...(baseline ? [baseline.section] : []), ...sections].map(rolesOf);
  const created = new Set(roles.flatMap((some) => some.created));
  const named = new Set(roles.flatMap((some) => some.named));
  return [...named].filter((name) => !created.has(name)).toSorted();
}

/** What is no SQL, or none that can be read, says so when it is run. */
function rolesOf({ text }: Section): Roles {
  try {
    return rolesIn(text);
  } catch {
    return { named: [], created: [] };
  }
}

/**
 * Acts with roles that nobody creates: those that are known beforehand, and those that the server misses, as code in
 * strings names them; then the action is begun again. A server's roles are there before any migration, so this is
 * about embedded databases, which have none but their owner.
 */
export async function withRoles<Result>(
  connection: Connection,
  known: readonly string[],
  action: () => Promise<Result>,
): Promise<Result> {
  if (connection.kind === "server") return action();
  const made = new Set<string>();
  await createRoles(connection, known);
  for (;;) {
    try {
      return await action();
    } catch (error) {
      const role = missingRole(error);
      if (role === undefined || made.has(role)) throw error;
      made.add(role);
      await createRoles(connection, [role]);
    }
  }
}

async function createRoles(connection: Connection, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const rows = await connection.query<{ name: string }>("SELECT rolname AS name FROM pg_roles");
  const existing = new Set(rows.map(({ name }) => name));
  for (const name of names)
    if (!existing.has(name)) await connection.run([`CREATE ROLE ${quoteIdentifier(name)}`]);
}

/** undefined_object, whose name stands in the message alone. Source: PostgreSQL manual, Appendix A. */
function missingRole(error: unknown): string | undefined {
  const refusal = error instanceof ReplayFailedError ? error.failure : error;
  const { server } = refusal as { server?: ServerError };
  if (server?.sqlState !== "42704") return undefined;
  return /^role "(.*)" does not exist$/s.exec(server.message)?.[1];
}
