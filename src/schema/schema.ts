import type { RelationName } from "../sql/summary/index.ts";
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
    const found = ["pg_temp", ...this.#path].find((one) => has(keyOf({ schema: one, name })));
    return { schema: found ?? this.#path[0] ?? "public", name };
  }

  readonly #hasRelation = (key: string): boolean => this.relations.has(key);

  /** What is known of a relation; undefined where no migration creates or alters it. */
  relation(name: RelationName): Relation | undefined {
    return this.relations.get(keyOf(this.resolve(name)));
  }

  /** The same, as a relation of which nothing is known where there is none. */
  ensure(name: RelationName): Relation {
    return this.relation(name) ?? this.add(unknownRelation(this.resolve(name)));
  }

  add(relation: Relation): Relation {
    this.relations.set(keyOf(relation), relation);
    return relation;
  }

  /** The index of a name, and the table it is on. Names of indexes are their table's schema's. */
  index({ schema, name }: RelationName): { index: Index; table: Relation } | undefined {
    const places = schema === undefined ? ["pg_temp", ...this.#path] : [schema];
    for (const table of this.relations.values()) {
      const index = places.includes(table.schema) ? table.indexes.get(name) : undefined;
      if (index !== undefined) return { index, table };
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
    return [...this.relations.values()].flatMap((relation) =>
      [...relation.constraints.values()]
        .filter(({ references }) => references && keyOf(references.table) === key)
        .map((constraint) => ({ table: relation, constraint })),
    );
  }

  /** The views that read a relation. */
  viewsOver(table: FullName): Relation[] {
    const key = keyOf(table);
    return [...this.relations.values()].filter(({ reads }) =>
      reads?.relations.some((name) => keyOf(name) === key),
    );
  }
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
