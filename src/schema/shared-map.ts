/** How a map makes a value of its own from one that it shares. */
export interface Copying<Value> {
  copy(shared: Value): Value;
  /** Leads what a copy refers to over to the map's own values. */
  link?(copy: Value, shared: Value, own: (other: Value) => Value | undefined): void;
}

/** What has become of a map since another one. */
interface Changes<Value> {
  /** Taken out, before all that was put. */
  readonly gone: ReadonlySet<string>;
  readonly put: ReadonlyMap<string, Value>;
}

function noChanges<Value>(): Changes<Value> {
  return { gone: new Set(), put: new Map() };
}

/** So many changes are carried along at least before they become a new base: that copies all of it. */
const fewest = 16;

/**
 * A map whose clone costs next to nothing: both share the values until one of them is asked for a value, which then becomes
 * its own. So a value may be changed by whoever got it, and is not to be kept beyond a clone.
 */
export class SharedMap<Value extends object> {
  /** Values that clones have too, and what has become of them: nobody changes either. */
  #base: ReadonlyMap<string, Value> = new Map();
  #shared: Changes<Value> = noChanges();
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
    this.#share();
    const clone = new SharedMap(this.#keyOf, this.#copying);
    clone.#base = this.#base;
    clone.#shared = this.#shared;
    clone.#view = this.#view;
    return clone;
  }

  /** Makes what is its own what clones have too. */
  #share(): void {
    this.#shared = this.#changes();
    this.#own = new Map();
    this.#gone = new Set();
    const { gone, put } = this.#shared;
    if (put.size + gone.size < Math.max(fewest, Math.sqrt(this.#base.size))) return;
    this.#base = changed(this.#base, this.#shared);
    this.#shared = noChanges();
  }

  get size(): number {
    return this.view().size;
  }

  has(key: string): boolean {
    return this.#own.has(key) || this.#sharedAt(key) !== undefined;
  }

  get(key: string): Value | undefined {
    return this.#own.get(key) ?? this.#take(key);
  }

  set(key: string, value: Value): void {
    this.#own.set(key, value);
    this.#view = undefined;
  }

  delete(key: string): void {
    this.#own.delete(key);
    this.#view = undefined;
    if (this.#sharedAt(key) !== undefined) this.#gone.add(key);
  }

  /** All values, each to be changed. */
  values(): Iterable<Value> {
    const keys = [...this.view().keys()];
    this.#own = new Map(keys.map((key) => [key, this.get(key)!]));
    this.#base = new Map();
    this.#shared = noChanges();
    this.#gone = new Set();
    this.#view = undefined;
    return this.#own.values();
  }

  /** What is in it, to be read only; values that two maps share are the same in the views of both. */
  view(): ReadonlyMap<string, Value> {
    return (this.#view ??= changed(this.#base, this.#changes()));
  }

  /** What has become of the base. */
  #changes(): Changes<Value> {
    if (this.#own.size + this.#gone.size === 0) return this.#shared;
    return joined(this.#shared, { gone: this.#gone, put: this.#own });
  }

  /** What this map and another one do not share, to be read only: clones of a moment have nearly all in common. */
  unlike(
    other: SharedMap<Value>,
  ): readonly [ReadonlyMap<string, Value>, ReadonlyMap<string, Value>] {
    if (this.#base !== other.#base) return unlikeEntries(this.view(), other.view());
    const [first, second] = [new Map<string, Value>(), new Map<string, Value>()];
    for (const key of new Set([...this.#touched(), ...other.#touched()])) {
      const [one, two] = [this.#at(key), other.#at(key)];
      if (one === two) continue;
      if (one !== undefined) first.set(key, one);
      if (two !== undefined) second.set(key, two);
    }
    return [first, second];
  }

  /** The keys of all that is not as in the base. */
  #touched(): string[] {
    const { gone, put } = this.#shared;
    return [...gone, ...put.keys(), ...this.#gone, ...this.#own.keys()];
  }

  /** To be read only. */
  #at(key: string): Value | undefined {
    return this.#own.get(key) ?? this.#sharedAt(key);
  }

  #sharedAt(key: string): Value | undefined {
    if (this.#gone.has(key)) return undefined;
    const { gone, put } = this.#shared;
    return put.get(key) ?? (gone.has(key) ? undefined : this.#base.get(key));
  }

  #take(key: string): Value | undefined {
    const shared = this.#sharedAt(key);
    if (shared === undefined) return undefined;
    const copy = this.#copying.copy(shared);
    this.#own.set(key, copy);
    this.#view = undefined;
    this.#copying.link?.(copy, shared, (other) => this.#counterpart(other));
    return copy;
  }

  /** What this map has in place of a shared value; undefined where that was none of its values. */
  #counterpart(shared: Value): Value | undefined {
    const key = this.#keyOf(shared);
    return this.#sharedAt(key) === shared ? this.get(key) : undefined;
  }
}

/** Changes followed by others. */
function joined<Value>(first: Changes<Value>, { gone, put }: Changes<Value>): Changes<Value> {
  const all = new Map(first.put);
  for (const key of gone) all.delete(key);
  for (const [key, value] of put) all.set(key, value);
  return { gone: gone.size === 0 ? first.gone : new Set([...first.gone, ...gone]), put: all };
}

function changed<Value>(
  from: ReadonlyMap<string, Value>,
  { gone, put }: Changes<Value>,
): ReadonlyMap<string, Value> {
  if (gone.size + put.size === 0) return from;
  const all = new Map(from);
  for (const key of gone) all.delete(key);
  for (const [key, value] of put) all.set(key, value);
  return all;
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
