import { keyOf, type Constraint, type Index, type Relation } from "./objects.ts";

/**
 * Where to look for things by their names: keys of relations that have had them. What is found must be asked whether it
 * still has them, so that clones of a schema can share the same.
 */
export class Places {
  readonly #kinds: PlacesByKind;

  constructor(kinds: PlacesByKind = emptyKinds()) {
    this.#kinds = kinds;
  }

  /** All that it knows, which another one may begin with. */
  get kinds(): PlacesByKind {
    return this.#kinds;
  }

  withIndex(name: string): ReadonlySet<string> {
    return this.#kinds.indexes.get(name) ?? nowhere;
  }

  referringTo(key: string): ReadonlySet<string> {
    return this.#kinds.referring.get(key) ?? nowhere;
  }

  reading(key: string): ReadonlySet<string> {
    return this.#kinds.reading.get(key) ?? nowhere;
  }

  ownedBy(id: string): ReadonlySet<string> {
    return this.#kinds.owned.get(id) ?? nowhere;
  }

  /** A relation that is new under its name, with all that is in it. */
  note(relation: Relation): void {
    for (const name of relation.reads?.relations ?? [])
      note(this.#kinds.reading, keyOf(name), relation);
    this.noteOwner(relation);
    for (const index of relation.indexes.values()) this.noteIndex(relation, index);
    for (const constraint of relation.constraints.values())
      this.noteConstraint(relation, constraint);
  }

  noteOwner(sequence: Relation): void {
    if (sequence.ownedBy !== undefined)
      note(this.#kinds.owned, sequence.ownedBy.table.id, sequence);
  }

  noteIndex(table: Relation, { name }: Index): void {
    note(this.#kinds.indexes, name, table);
  }

  noteConstraint(table: Relation, { references }: Constraint): void {
    if (references !== undefined) note(this.#kinds.referring, keyOf(references.table), table);
  }
}

/** Keys of relations, by what they have or had. */
interface PlacesByKind {
  /** By the name of an index. */
  readonly indexes: Map<string, Set<string>>;
  /** By the key of a table that foreign keys lead to. */
  readonly referring: Map<string, Set<string>>;
  /** By the key of a relation that views read. */
  readonly reading: Map<string, Set<string>>;
  /** By the identity of a table that sequences belong to. */
  readonly owned: Map<string, Set<string>>;
}

function emptyKinds(): PlacesByKind {
  return { indexes: new Map(), referring: new Map(), reading: new Map(), owned: new Map() };
}

const nowhere: ReadonlySet<string> = new Set();

function note(places: Map<string, Set<string>>, key: string, relation: Relation): void {
  const known = places.get(key);
  if (known === undefined) places.set(key, new Set([keyOf(relation)]));
  else known.add(keyOf(relation));
}
