/** How a map makes a value of its own from one that it shares. */
export interface Copying<Value> {
  copy(shared: Value): Value;
  /** Leads what a copy refers to over to the map's own values. */
  link?(copy: Value, shared: Value, own: (other: Value) => Value | undefined): void;
}

/**
 * A map whose clone costs next to nothing: both share the values until one of them is asked for a value, which then becomes
 * its own. So a value may be changed by whoever got it, and is not to be kept beyond a clone.
 */
export class SharedMap<Value extends object> {
  /** Values that clones have too; nobody changes them. */
  #shared: ReadonlyMap<string, Value> = new Map();
  /** What `#shared` came from at the last clone, and the keys that were touched in between. */
  #since: { readonly shared: ReadonlyMap<string, Value>; readonly touched: readonly string[] } = {
    shared: this.#shared,
    touched: [],
  };
  #own = new Map<string, Value>();
  /** Shared values that are here no more. */
  #gone = new Set<string>();
  /** All of it, until something is set, taken or deleted. */
  #view: ReadonlyMap<string, Value> | undefined;
  readonly #keyOf: (value: Value) => string;
  readonly #copying: Copying<Value>;

  constructor(keyOf: (value: Value) => string, copying: Copying<Value>) {
    this.#keyOf = keyOf;
    this.#copying = copying;
  }

  clone(): SharedMap<Value> {
    const clone = new SharedMap(this.#keyOf, this.#copying);
    const touched = this.#touched();
    if (touched.length > 0) this.#since = { shared: this.#shared, touched };
    clone.#since = this.#since;
    clone.#shared = this.#shared = this.view();
    this.#own = new Map();
    this.#gone = new Set();
    this.#view = undefined;
    return clone;
  }

  get size(): number {
    return this.view().size;
  }

  has(key: string): boolean {
    return this.#own.has(key) || this.#isShared(key);
  }

  get(key: string): Value | undefined {
    return this.#own.get(key) ?? (this.#isShared(key) ? this.#take(key) : undefined);
  }

  set(key: string, value: Value): void {
    this.#own.set(key, value);
    this.#view = undefined;
  }

  delete(key: string): void {
    this.#own.delete(key);
    this.#view = undefined;
    if (this.#shared.has(key)) this.#gone.add(key);
  }

  /** All values, each to be changed. */
  values(): Iterable<Value> {
    const keys = [...this.view().keys()];
    this.#own = new Map(keys.map((key) => [key, this.get(key)!]));
    this.#shared = new Map();
    this.#since = { shared: this.#shared, touched: [] };
    this.#gone = new Set();
    this.#view = undefined;
    return this.#own.values();
  }

  /** What is in it, to be read only; values that two maps share are the same in the views of both. */
  view(): ReadonlyMap<string, Value> {
    if (this.#own.size + this.#gone.size === 0) return this.#shared;
    return (this.#view ??= this.#collected());
  }

  /** What this map and another one do not share, to be read only: clones of a moment have nearly all in common. */
  unlike(
    other: SharedMap<Value>,
  ): readonly [ReadonlyMap<string, Value>, ReadonlyMap<string, Value>] {
    const between = this.#between(other);
    if (between === undefined) return unlikeEntries(this.view(), other.view());
    const touched = new Set([...this.#touched(), ...other.#touched(), ...between]);
    return unlikeEntries(this.#among(touched), other.#among(touched));
  }

  /** The keys in which the shared values of two maps may differ; undefined where that is not known. */
  #between(other: SharedMap<Value>): readonly string[] | undefined {
    if (this.#shared === other.#shared) return [];
    if (this.#shared === other.#since.shared) return other.#since.touched;
    return this.#since.shared === other.#shared ? this.#since.touched : undefined;
  }

  #touched(): string[] {
    return [...this.#own.keys(), ...this.#gone];
  }

  #among(keys: Iterable<string>): ReadonlyMap<string, Value> {
    const found = new Map<string, Value>();
    for (const key of keys) {
      const value = this.#own.get(key) ?? (this.#isShared(key) ? this.#shared.get(key) : undefined);
      if (value !== undefined) found.set(key, value);
    }
    return found;
  }

  #collected(): ReadonlyMap<string, Value> {
    const all = new Map(this.#shared);
    for (const key of this.#gone) all.delete(key);
    for (const [key, value] of this.#own) all.set(key, value);
    return all;
  }

  #isShared(key: string): boolean {
    return this.#shared.has(key) && !this.#gone.has(key);
  }

  #take(key: string): Value {
    const shared = this.#shared.get(key)!;
    const copy = this.#copying.copy(shared);
    this.#own.set(key, copy);
    this.#view = undefined;
    this.#copying.link?.(copy, shared, (other) => this.#counterpart(other));
    return copy;
  }

  /** What this map has in place of a shared value; undefined where that was none of its values. */
  #counterpart(shared: Value): Value | undefined {
    const key = this.#keyOf(shared);
    return this.#shared.get(key) === shared ? this.get(key) : undefined;
  }
}

/** The entries of two maps without those whose values are the same. */
export function unlikeEntries<Value>(
  one: ReadonlyMap<string, Value>,
  other: ReadonlyMap<string, Value>,
): readonly [ReadonlyMap<string, Value>, ReadonlyMap<string, Value>] {
  if (one === other) return [new Map(), new Map()];
  return [entriesUnlike(one, other), entriesUnlike(other, one)];
}

function entriesUnlike<Value>(
  from: ReadonlyMap<string, Value>,
  to: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> {
  return new Map([...from].filter(([key, value]) => to.get(key) !== value));
}
