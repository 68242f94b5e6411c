import type { Connection, Notice } from "../database/index.ts";
import type { HistoryTable } from "../history/index.ts";
import { Ledger } from "./ledger.ts";
import { sortMessages } from "./messages.ts";
import { readHeld, readRelations } from "./relations.ts";
import type { Action } from "../sql/statement/index.ts";
import { actionsIn } from "./actions.ts";
import { scansOf } from "./scans.ts";
import type { TracedStatement } from "./trace.ts";

/** What a statement did, wherever it stands. */
export type Observed = Pick<
  TracedStatement,
  "locks" | "rewrites" | "scans" | "validates" | "builds" | "cascades" | "remarks" | "durationMs"
>;

/** Runs a statement, and passes on each message that the server sends while it runs. */
export type Run = (onNotice: (notice: Notice) => void) => Promise<unknown>;

const loudest = "debug1";

/** A transaction whose statements are looked at from inside. */
export class TracedTransaction {
  readonly #connection: Connection;
  readonly #own: HistoryTable;
  #ledger: Ledger | undefined;
  #level: string | undefined;

  constructor(connection: Connection, own: HistoryTable) {
    this.#connection = connection;
    this.#own = own;
  }

  /** `client_min_messages` as the migration has it; the server's default until it is looked up. */
  get level(): string {
    return this.#level ?? "notice";
  }

  /** Sees what is there before the first statement of a migration. */
  async begin(): Promise<Ledger> {
    this.#ledger ??= new Ledger(await readRelations(this.#connection, this.#own));
    this.#level ??= await this.#readLevel();
    return this.#ledger;
  }

  /**
   * Runs a statement that the server talks about.
   * @throws what the statement throws; the transaction has failed then, and nothing more is asked of it
   */
  async observe(text: string, run: Run): Promise<Observed> {
    await this.begin();
    await this.#connection.run([`SET LOCAL client_min_messages = ${loudest}`]);
    const observed = await this.observeQuietly(text, run);
    this.#level = await this.#restoreLevel();
    return observed;
  }

  /** The same for what must not have a setting changed before it: scans are not seen. */
  async observeQuietly(text: string, run: Run): Promise<Observed> {
    const ledger = await this.begin();
    const notices: Notice[] = [];
    const begin = performance.now();
    await run((notice) => notices.push(notice));
    const durationMs = Math.round((performance.now() - begin) * 100) / 100;
    const held = await readHeld(this.#connection);
    const changes = ledger.turn(held);
    const messages = sortMessages(notices);
    const moment = { connection: this.#connection, ledger, held, changes };
    const actions = actionsIn(text);
    const scans = await scansOf(actions, messages, moment);
    const stored = actions.some(isTruncate) ? { rewrites: [], builds: [] } : {};
    const { validates, cascades, remarks } = messages;
    return { ...changes, ...stored, scans, validates, cascades, remarks, durationMs };
  }

  /** Something may have changed the settings since then: they are looked up again. */
  forgetLevel(): void {
    this.#level = undefined;
  }

  async #readLevel(): Promise<string> {
    const [row] = await this.#connection.query<{ level: string }>(
      "SELECT pg_catalog.current_setting('client_min_messages') AS level",
    );
    return row!.level;
  }

  /** What the statement itself has set stays. */
  async #restoreLevel(): Promise<string> {
    const [row] = await this.#connection.query<{ level: string }>(
      `SELECT CASE pg_catalog.current_setting('client_min_messages')
          WHEN '${loudest}' THEN pg_catalog.set_config('client_min_messages', $1, true)
          ELSE pg_catalog.current_setting('client_min_messages') END AS level`,
      [this.level],
    );
    return row!.level;
  }
}

/** TRUNCATE gives tables new, empty files: nothing is rewritten. */
function isTruncate({ kind }: Action): boolean {
  return kind === "truncate";
}

/** A savepoint keeps the settings that it finds. */
export function isAboutSavepoints(text: string): boolean {
  return actionsIn(text).some(({ kind }) => kind === "transaction");
}
