import type { RelationName } from "../sql/statement/index.ts";
import {
  beforeAll,
  type Constraint,
  type FullName,
  type Index,
  type Origin,
  type Relation,
  type Routine,
  type Type,
} from "./objects.ts";

/**
 * The schema that migrations make, told from their text alone: no database is asked. What they do not say is unknown,
 * and nothing is assumed of it.
 */
export class Schema {
  readonly relations = new Map<string, Relation>();
  readonly types = new Map<string, Type>();
  /** Routines by their names; overloads beside each other. */
  readonly routines = new Map<string, Routine[]>();
  readonly schemas = new Map<string, Origin>();
  readonly extensions = new Map<string, Origin>();
  /** What was created, altered or moved since this was last cleared. */
  readonly touched = new Set<Relation>();
  /** By the name of an index the tables that may have it. */
  readonly #withIndex = new Map<string, Set<Relation>>();
  /** By the key of a table those that may refer to it. */
  readonly #referring = new Map<string, Set<Relation>>();
  /** By the key of a relation the views that read it. */
  readonly #reading = new Map<string, Set<Relation>>();
  /** Whether some of what was done cannot be read: dynamic SQL, JS migrations, opaque sections. */
  isPartial = false;
  #path: readonly string[];
  readonly #defaultPath: readonly string[];

  /** @param path the search path that migrations find */
  constructor(path: readonly string[] = ["public"]) {
    this.#path = this.#defaultPath = path.length > 0 ? path : ["public"];
  }

  /** The search path in force. */
  get path(): readonly string[] {
    return this.#path;
  }

  setPath(path: readonly string[] | undefined): void {
    this.#path = path ?? this.#defaultPath;
  }

  /** The full name: a name without a schema is looked up along the search path, and else belongs to its first schema. */
  resolve(
    { schema, name }: RelationName,
    has: (key: string) => boolean = this.#hasRelation,
  ): FullName {
    if (schema !== undefined) return { schema, name };
    if (has(`pg_temp.${name}`)) return { schema: "pg_temp", name };
    for (const one of this.#path) if (has(`${one}.${name}`)) return { schema: one, name };
    return { schema: this.#path[0] ?? "public", name };
  }

  readonly #hasRelation = (key: string): boolean => this.relations.has(key);

  /** What is known of a relation; undefined where no migration creates or alters it. */
  relation(name: RelationName): Relation | undefined {
    return this.relations.get(keyOf(this.resolve(name)));
  }

  /** The same, as a relation of which nothing is known where there is none. */
  ensure(name: RelationName): Relation {
    const known = this.relation(name);
    if (known === undefined) return this.add(unknownRelation(this.resolve(name)));
    this.touched.add(known);
    return known;
  }

  add(relation: Relation): Relation {
    this.relations.set(keyOf(relation), relation);
    this.touched.add(relation);
    for (const name of relation.reads?.relations ?? []) note(this.#reading, keyOf(name), relation);
    return relation;
  }

  /** Whether it was neither dropped nor replaced since. */
  isHere(relation: Relation): boolean {
    return this.relations.get(keyOf(relation)) === relation;
  }

  /** Gives a table an index; all come by this way, so that they are found by their names. */
  putIndex(table: Relation, index: Index): void {
    table.indexes.set(index.name, index);
    note(this.#withIndex, index.name, table);
  }

  /** The same for a constraint. */
  putConstraint(table: Relation, constraint: Constraint): void {
    table.constraints.set(constraint.name, constraint);
    const { references } = constraint;
    if (references !== undefined) note(this.#referring, keyOf(references.table), table);
  }

  /** The index of a name, and the table it is on. Names of indexes are their table's schema's. */
  index({ schema, name }: RelationName): { index: Index; table: Relation } | undefined {
    const places = schema === undefined ? ["pg_temp", ...this.#path] : [schema];
    for (const table of this.#withIndex.get(name) ?? []) {
      const index = table.indexes.get(name);
      if (index !== undefined && places.includes(table.schema) && this.isHere(table))
        return { index, table };
    }
    return undefined;
  }

  type(name: RelationName): Type | undefined {
    const full = this.resolve(name, (key) => this.types.has(key));
    return this.types.get(keyOf(full));
  }

  /** All routines of a name, whatever their arguments. */
  routinesNamed(name: RelationName): readonly Routine[] {
    const full = this.resolve(name, (key) => this.routines.has(key));
    return this.routines.get(keyOf(full)) ?? [];
  }

  /** The foreign keys that lead to a table. */
  referencing(table: FullName): { table: Relation; constraint: Constraint }[] {
    const key = keyOf(table);
    const referring = [...(this.#referring.get(key) ?? [])];
    return referring
      .filter(this.isHere, this)
      .flatMap((relation) =>
        [...relation.constraints.values()]
          .filter(({ references }) => references && keyOf(references.table) === key)
          .map((constraint) => ({ table: relation, constraint })),
      );
  }

  /** The views that read a relation. */
  viewsOver(table: FullName): Relation[] {
    return [...(this.#reading.get(keyOf(table)) ?? [])].filter(this.isHere, this);
  }
}

function note(known: Map<string, Set<Relation>>, key: string, relation: Relation): void {
  const relations = known.get(key);
  if (relations === undefined) known.set(key, new Set([relation]));
  else relations.add(relation);
}

export function keyOf({ schema, name }: FullName): string {
  return `${schema}.${name}`;
}

/** A relation without anything in it. */
export function emptyRelation(
  name: FullName,
  fields: Pick<Relation, "kind" | "origin"> & Partial<Relation>,
): Relation {
  return {
    temporary: false,
    isCreated: true,
    hasAllColumns: true,
    columns: new Map(),
    constraints: new Map(),
    indexes: new Map(),
    triggers: new Map(),
    policies: new Map(),
    rowSecurity: false,
    partitions: [],
    isDefault: false,
    ...fields,
    schema: name.schema,
    name: name.name,
  };
}

function unknownRelation(name: FullName): Relation {
  return emptyRelation(name, {
    kind: "table",
    origin: beforeAll,
    isCreated: false,
    hasAllColumns: false,
  });
}
