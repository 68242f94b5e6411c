import type { Connection } from "../database/index.ts";
import { withPackage } from "../optional-package.ts";

/** What is used of pg-boss; met as a shape, so that its package is loaded only where there is a fleet. */
interface Boss {
  on(event: "error", listener: (error: Error) => void): unknown;
  start(): Promise<unknown>;
  createQueue(name: string, options: object): Promise<void>;
  purgeQueue(name: string): Promise<void>;
  insert(jobs: readonly object[]): Promise<unknown>;
  fetch(name: string, options: object): Promise<readonly { readonly id: string }[]>;
  deleteJob(name: string, ids: readonly string[]): Promise<unknown>;
  fail(name: string, ids: readonly string[]): Promise<unknown>;
}

interface BossPackage {
  readonly default: new (options: object) => Boss;
}

/** Where pg-boss has its tables, in the control database. */
export const queueSchema = "pgmaestro_queue";

/** How often a job may be handed out again: its worker may die as often as it likes. */
const retryLimit = 1_000_000;

/** A member's turn, as the queue has it. */
export interface Job {
  readonly id: string;
  readonly member: string;
  /** Not before so many seconds are over, by the clock of the control database. */
  readonly delay?: number;
}

/** The queue of a fleet: it hands out work, and hands it out again when it is told that a worker is dead. */
export class Queue {
  readonly #boss: Boss;
  readonly #name: string;
  readonly #errors: unknown[];

  private constructor(boss: Boss, name: string, errors: unknown[]) {
    this.#boss = boss;
    this.#name = name;
    this.#errors = errors;
  }

  /** Its tables are there: `makeQueues` has made them. */
  static async of(fleet: string, control: Connection): Promise<Queue> {
    const { boss, errors } = await bossOn(control);
    return new Queue(boss, `fleet ${fleet}`, errors);
  }

  create(): Promise<void> {
    return this.#do(() => this.#boss.createQueue(this.#name, { retryLimit, retryDelay: 0 }));
  }

  /** Forgets what nobody has been given yet. */
  empty(): Promise<void> {
    return this.#do(() => this.#boss.purgeQueue(this.#name));
  }

  async put(jobs: readonly Job[]): Promise<void> {
    if (jobs.length > 0)
      await this.#do(() => this.#boss.insert(jobs.map((job) => this.#asJob(job))));
  }

  /** The ids of up to `count` jobs, which nobody else is given until this worker is dead. */
  async take(count: number): Promise<string[]> {
    if (count <= 0) return [];
    const options = { batchSize: count, priority: false };
    const jobs = await this.#do(() => this.#boss.fetch(this.#name, options));
    return jobs.map(({ id }) => id);
  }

  async forget(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#do(() => this.#boss.deleteJob(this.#name, ids));
  }

  async handOutAgain(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#do(() => this.#boss.fail(this.#name, ids));
  }

  #asJob({ id, member, delay }: Job): object {
    const startAfter = delay && { startAfter: `${delay} seconds` };
    return { id, name: this.#name, data: { member }, ...startAfter };
  }

  /** It takes errors of `fetch` for an empty queue, so those of the connection are kept, and thrown here. */
  async #do<Result>(action: () => Promise<Result>): Promise<Result> {
    const result = await action();
    const [error] = this.#errors.splice(0);
    if (error !== undefined) throw error;
    return result;
  }
}

/** Makes the tables of all queues, where they are not there. */
export async function makeQueues(control: Connection): Promise<void> {
  const { boss, errors } = await bossOn(control);
  await boss.start();
  if (errors.length > 0) throw errors[0];
}

async function bossOn(control: Connection): Promise<{ boss: Boss; errors: unknown[] }> {
  const name = "pg-boss";
  const { default: PgBoss } = await withPackage(
    "pg-boss",
    async () => (await import(name)) as BossPackage,
  );
  const errors: unknown[] = [];
  const db = {
    executeSql: (text: string, values?: unknown[]) => answered(text, values, control, errors),
  };
  const boss = new PgBoss({ db, schema: queueSchema, supervise: false, schedule: false });
  boss.on("error", (error) => void errors.push(error));
  return { boss, errors };
}

async function answered(
  text: string,
  values: readonly unknown[] = [],
  control: Connection,
  errors: unknown[],
) {
  try {
    if (values.length > 0) return { rows: await control.query(text, values) };
    const answers = await control.answers(text);
    const { columns = [], rows = [] } = answers.at(-1) ?? {};
    const named = rows.map((row) =>
      Object.fromEntries(columns.map((column, index) => [column.name, row[index]])),
    );
    return { rows: named };
  } catch (error) {
    errors.push(error);
    throw error;
  }
}
