import type { FullName } from "../schema/index.ts";
import { tracedLock, fullNameOf, type HeldRelation, type RelationState } from "./relations.ts";
import type { TracedLock, TracedStatement } from "./trace.ts";

/** What a statement changed that catalogs and pg_locks show. */
export type Changes = Pick<TracedStatement, "locks" | "rewrites" | "builds">;

/**
 * What is known of a transaction: the relations that were there when it began, the files they are stored in by now,
 * and the locks that it holds. Relations keep the names with which the transaction began.
 */
export class Ledger {
  readonly #begin: ReadonlyMap<string, RelationState>;
  readonly #files = new Map<string, string | null>();
  /** Indexes by their names: one whose storage is kept can get a new oid. */
  readonly #indexFiles = new Map<string, string | null>();
  readonly #held = new Set<string>();
  readonly #validated = new Set<string>();

  constructor(relations: readonly RelationState[]) {
    this.#begin = new Map(relations.map((relation) => [relation.oid, relation]));
    this.#remember(relations);
  }

  /** A relation that was there when the transaction began. */
  known(oid: string | null | undefined): RelationState | undefined {
    return oid == null ? undefined : this.#begin.get(oid);
  }

  /** All relations that were there when the transaction began. */
  relations(): RelationState[] {
    return [...this.#begin.values()];
  }

  /** Whether a foreign key, by its oid, is asked for the first time. */
  isNewlyValid(oid: string): boolean {
    const isNew = !this.#validated.has(oid);
    this.#validated.add(oid);
    return isNew;
  }

  /** What is new since the last time. */
  turn(held: readonly HeldRelation[]): Changes {
    const states = held.flatMap(({ state }) => (state === undefined ? [] : [state]));
    const changes = { locks: this.#newLocks(held), ...this.stored(states) };
    this.#remember(states);
    for (const { oid, modes } of held) for (const mode of modes) this.#held.add(`${oid} ${mode}`);
    return changes;
  }

  /** Tables and indexes that are stored in other files than before. */
  stored(states: readonly RelationState[]): Pick<Changes, "rewrites" | "builds"> {
    const stored = states.filter(({ file }) => file !== null);
    return {
      rewrites: stored.flatMap((state) => this.#rewritten(state)),
      builds: stored.flatMap((state) => this.#built(state)),
    };
  }

  /** ACCESS SHARE on an index comes with every look at its table. */
  #newLocks(held: readonly HeldRelation[]): TracedLock[] {
    return held
      .flatMap(({ oid, modes }) =>
        modes.filter((mode) => !this.#held.has(`${oid} ${mode}`)).map((mode) => ({ oid, mode })),
      )
      .flatMap(({ oid, mode }) => {
        const relation = this.known(oid);
        const lock = relation && tracedLock(relation, mode, this.known(relation.table));
        return lock && !(lock.kind === "index" && mode === "ACCESS SHARE") ? [lock] : [];
      })
      .toSorted(byName);
  }

  #rewritten({ oid, kind, file }: RelationState): FullName[] {
    const relation = this.known(oid);
    const isTable = kind === "r" || kind === "m";
    return relation && isTable && this.#files.get(oid) !== file ? [fullNameOf(relation)] : [];
  }

  #built({ oid, kind, table, file, ...name }: RelationState): Changes["builds"] {
    const on = this.known(table);
    const before = this.#files.get(oid) ?? this.#indexFiles.get(keyOf(name));
    return kind === "i" && on && before !== file
      ? [{ ...fullNameOf(name), table: fullNameOf(on) }]
      : [];
  }

  #remember(states: readonly RelationState[]): void {
    for (const state of states) {
      this.#files.set(state.oid, state.file);
      if (state.table !== null) this.#indexFiles.set(keyOf(state), state.file);
    }
  }
}

function keyOf({ schema, name }: FullName): string {
  return JSON.stringify([schema, name]);
}

function byName(one: FullName, other: FullName): number {
  return keyOf(one) < keyOf(other) ? -1 : 1;
}
