import { StatementError, type Connection } from "../database/index.ts";
import { describeBlocker, type BlockingSession } from "../errors/index.ts";
import type { Watch } from "../events.ts";
import { recordDetail, runPatiently, type Author, type HistoryTable } from "../history/index.ts";
import { literal, quoteIdentifier } from "../sql/text/index.ts";
import type { CancelBlockers } from "./limits.ts";
import type { Sighting } from "./sighting.ts";

/** What it takes to end sessions, and to say so. */
export interface EndingBlockers {
  /** The server process that they keep waiting. */
  readonly pid: number;
  readonly asked: CancelBlockers;
  readonly table: HistoryTable;
  readonly author: Author;
  readonly watch: Watch;
  /** The migration whose turn it is. */
  migration(): string;
}

const insufficientPrivilege = "42501";

/** Seconds; it is said all the same. */
const journalWait = 5;

/** Ends sessions that keep a run waiting while they are idle in a transaction for too long; journals and tells each of them. */
export class BlockerEnder {
  readonly #ending: EndingBlockers;
  /** Of which it was said that they cannot be ended. */
  readonly #refused = new Set<number>();

  constructor(ending: EndingBlockers) {
    this.#ending = ending;
  }

  async end(connection: Connection, { blockers }: Sighting): Promise<void> {
    const met = blockers.filter(({ pid }) => !this.#refused.has(pid));
    for (const one of met.filter((blocker) => blocker.state === undefined))
      await this.#refuse(connection, one, "pg_read_all_stats, pg_signal_backend");
    for (const one of met.filter((blocker) => this.#isMeant(blocker)))
      await this.#endOne(connection, one);
  }

  #isMeant({ state, stateSeconds = 0 }: BlockingSession): boolean {
    const isIdle = state !== undefined && idleStates.includes(state);
    return isIdle && stateSeconds >= this.#ending.asked.idleInTransaction;
  }

  async #endOne(connection: Connection, session: BlockingSession): Promise<void> {
    const { pid, asked, watch } = this.#ending;
    try {
      const ended = await connection.query(ending, [session.pid, pid, asked.idleInTransaction]);
      if (ended.length === 0) return;
    } catch (error) {
      if (!(error instanceof StatementError && error.server.sqlState === insufficientPrivilege))
        throw error;
      return this.#refuse(connection, session, "pg_signal_backend");
    }
    const migration = this.#ending.migration();
    watch({ type: "ended-blocker", migration, session });
    await this.#journal(connection, migration, session);
  }

  async #journal(connection: Connection, name: string, session: BlockingSession): Promise<void> {
    const { table, author, watch } = this.#ending;
    const entry = { name, event: "ended-blocker", detail: describeBlocker(session) } as const;
    const record = recordDetail(table, entry, author);
    const wait = { ...table, lockWait: Math.min(table.lockWait, journalWait) };
    await runPatiently(connection, wait, [record]).catch((error: unknown) =>
      watch({
        type: "warning",
        message: `That process ${session.pid} was ended could not be journaled: ${error instanceof Error ? error.message : String(error)}`,
      }),
    );
  }

  /** Says once of a session which roles it takes to end it. */
  async #refuse(connection: Connection, session: BlockingSession, roles: string): Promise<void> {
    this.#refused.add(session.pid);
    const [row] = await connection.query<{ role: string }>("SELECT current_user AS role");
    const { role } = row!;
    const why =
      session.state === undefined
        ? `${role} may not see whether it is idle in a transaction`
        : `${role} may not end it`;
    this.#ending.watch({
      type: "warning",
      message: `In the way, and not ended: ${describeBlocker(session)}; ${why}. Let a superuser run: GRANT ${roles} TO ${quoteIdentifier(role)}; (a superuser's session only a superuser can end)`,
    });
  }
}

/** Source: PostgreSQL manual, 27.2.3 "pg_stat_activity". */
const idleStates = ["idle in transaction", "idle in transaction (aborted)"];

/** Looks once more, as it may have gone on in between. */
const ending = `SELECT pg_catalog.pg_terminate_backend(a.pid) FROM pg_catalog.pg_stat_activity a
  WHERE a.pid = $1 AND a.pid = ANY(pg_catalog.pg_blocking_pids($2))
    AND a.state IN (${idleStates.map((state) => literal(state)).join(", ")})
    AND a.state_change <= pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => $3)`;
