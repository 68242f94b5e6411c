import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Connection } from "../database/index.ts";
import { ConfigurationError, UnmetRequirementsError } from "../errors/index.ts";
import type { Watch } from "../events.ts";
import { inQuickTransaction, inTransaction } from "./control.ts";
import { failureOf, isPassing } from "./failure.ts";
import { RolloutRecords, type Outcome, type Turn } from "./records.ts";
import type { Member } from "./member.ts";
import { memberBook, type MemberBook } from "./members.ts";
import { Queue } from "./queue.ts";
import { isOpen, readRollout, type Rollout } from "./rollout.ts";
import { concurrencyOf, fleetName, type FleetSettings } from "./settings.ts";

/** What a run on a member did. */
export interface MemberRun {
  /** The last migration that it has now. */
  readonly migration: string | undefined;
  /** How many were run. */
  readonly migrations: number;
}

/** What a worker needs beside the rollout. */
export interface WorkOptions {
  readonly settings: FleetSettings;
  /** Runs what the rollout asks for on a member; what it throws is why the member fails. */
  readonly run: (
    member: Member,
    rollout: Rollout,
    signal: AbortSignal | undefined,
  ) => Promise<MemberRun>;
  readonly signal?: AbortSignal | undefined;
  readonly watch: Watch;
}

/**
 * Works on a rollout until it is over, or stopped as too many members failed. While somebody has paused it, or it soaks, it waits.
 * @returns the rollout as it is then
 * @throws UnmetRequirementsError where a member was refused what its environment requires more of: none has failed, and work can go on
 *   once that is met
 */
export async function workOnRollout(
  control: Connection,
  rollout: number,
  options: WorkOptions,
): Promise<Rollout> {
  const book = await memberBook(options.settings.members, control);
  const queue = await Queue.of(fleetName(options.settings), control);
  return new Worker(control, queue, rollout, book, options).work();
}

/** How often a worker says that it lives, and how long it sleeps at most. Milliseconds. */
const [betweenBeats, longestSleep] = [2000, 1000];

class Worker {
  readonly #control: Connection;
  readonly #queue: Queue;
  readonly #book: MemberBook;
  readonly #options: WorkOptions;
  readonly #id: number;
  readonly #records: RolloutRecords;
  readonly #concurrency: number;
  /** The members that it is at. */
  readonly #running = new Set<Promise<void>>();
  /** Jobs that it has, whose members wait for room. */
  #held: string[] = [];
  #ended: Outcome[] = [];
  #wake = () => {};
  #unmet: UnmetRequirementsError | undefined;
  #beatAt = 0;
  #wave = 0;

  constructor(
    control: Connection,
    queue: Queue,
    rollout: number,
    book: MemberBook,
    options: WorkOptions,
  ) {
    this.#control = control;
    this.#queue = queue;
    this.#book = book;
    this.#options = options;
    this.#id = rollout;
    this.#records = new RolloutRecords(control, queue, rollout, randomUUID());
    this.#concurrency = concurrencyOf(options.settings).worker;
    options.signal?.addEventListener("abort", () => this.#wake(), { once: true });
  }

  /** What it has begun it ends, even where the control database is gone. */
  async work(): Promise<Rollout> {
    try {
      const rollout = await this.#workUntilThrough();
      if (this.#unmet !== undefined) throw this.#unmet;
      return rollout;
    } finally {
      await Promise.all(this.#running);
    }
  }

  async #workUntilThrough(): Promise<Rollout> {
    for (let sleep = 0; ;) {
      const ended = this.#ended.splice(0);
      const { rollout, turns, isIdle } = await inQuickTransaction(this.#control, () =>
        this.#turn(ended),
      );
      this.#tell(rollout, ended);
      for (const turn of turns) this.#start(turn, rollout);
      if (this.#isThrough(rollout)) return this.#leave(rollout);
      sleep = isIdle ? Math.min(Math.max(20, sleep * 1.5), longestSleep) : 0;
      if (sleep > 0 || this.#running.size >= this.#concurrency)
        await this.#sleep(sleep || longestSleep);
    }
  }

  /** What happens in one transaction on the control database. */
  async #turn(ended: readonly Outcome[]) {
    await this.#beat();
    await this.#records.record(ended);
    const rollout = await readRollout(this.#control, this.#id);
    if (this.#isStopping || rollout.state !== "running")
      return { rollout, turns: [], isIdle: true };
    const free = this.#concurrency - this.#running.size - this.#held.length;
    const taken = await this.#queue.take(free);
    const filled = taken.length < free ? await this.#records.fill() : 0;
    const { turns, held } = await this.#records.claim([...this.#held, ...taken]);
    this.#held = held;
    const found = taken.length + filled + turns.length + held.length + this.#running.size;
    const hasMore = found > 0 ? filled > 0 || turns.length > 0 : await this.#records.advance();
    return { rollout, turns, isIdle: !hasMore };
  }

  get #isStopping(): boolean {
    return this.#isAborted || this.#unmet !== undefined;
  }

  get #isAborted(): boolean {
    return this.#options.signal?.aborted ?? false;
  }

  async #beat(): Promise<void> {
    if (performance.now() < this.#beatAt) return;
    await this.#records.beat(hostname());
    this.#options.watch({ type: "rollout-seen", ...(await this.#records.counts()) });
    this.#beatAt = performance.now() + betweenBeats;
  }

  #start(turn: Turn, rollout: Rollout): void {
    const run = this.#outcomeOf(turn, rollout).then((outcome) => {
      this.#running.delete(run);
      this.#ended.push(outcome);
      this.#wake();
    });
    this.#running.add(run);
  }

  async #outcomeOf({ key, job, attempts }: Turn, rollout: Rollout): Promise<Outcome> {
    const begin = performance.now();
    const ending = (more: Pick<Outcome, "state"> & Partial<Outcome>): Outcome => ({
      ...{ key, job, migrations: 0, attempts: attempts + 1 },
      durationMs: performance.now() - begin,
      ...more,
    });
    try {
      const member = this.#book.find(key) ?? unknownMember(key);
      const ran = await this.#options.run(member, rollout, this.#options.signal);
      return ending({ state: "done", ...ran });
    } catch (error) {
      if (error instanceof UnmetRequirementsError) this.#unmet ??= error;
      if (this.#isAborted || error instanceof UnmetRequirementsError)
        return ending({ state: "waiting", attempts });
      const isTriedAgain = isPassing(error) && attempts < rollout.retries;
      return ending({ state: isTriedAgain ? "again" : "failed", error: failureOf(error) });
    }
  }

  #tell({ wave, waves, members }: Rollout, ended: readonly Outcome[]): void {
    const { watch } = this.#options;
    if (wave !== this.#wave) watch({ type: "wave-begun", wave, waves, members });
    this.#wave = wave;
    for (const { key: member, state: outcome, job: _, ...rest } of ended)
      watch({ type: "member-ended", member, outcome, ...rest });
  }

  #isThrough(rollout: Rollout): boolean {
    if (this.#running.size > 0 || this.#ended.length > 0) return false;
    return this.#isStopping || !isOpen(rollout) || rollout.state === "stopped";
  }

  /** Gives back what it holds. */
  async #leave(rollout: Rollout): Promise<Rollout> {
    await inTransaction(this.#control, async () => {
      await this.#queue.handOutAgain(this.#held);
      await this.#records.leave();
    });
    return rollout;
  }

  async #sleep(milliseconds: number): Promise<void> {
    if (this.#ended.length > 0) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, milliseconds);
    });
    clearTimeout(timer);
    this.#wake = () => {};
  }
}

function unknownMember(key: string): never {
  throw new ConfigurationError(
    `${key} is not among the members that this worker knows`,
    "All workers of a rollout need the same `fleet.members`.",
  );
}
