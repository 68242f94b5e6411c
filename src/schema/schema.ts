import type { RelationName } from "../sql/statement/index.ts";
import {
  keyOf,
  type Constraint,
  type FullName,
  type Index,
  type Origin,
  type Relation,
  type RelationReference,
  type Routine,
  type Type,
} from "./objects.ts";
import { Places } from "./places.ts";
import { ownParts, relationCopying, typeCopying, unknownRelation } from "./relations.ts";
import { searchPathSchemas, SessionSettings, type SettingValues } from "./session-settings.ts";
import { SharedMap } from "./shared-map.ts";

/** All that is in a schema, as plain values: they can be kept, and are read again as one. */
export interface SchemaParts {
  /** The search path that migrations find. */
  readonly path: readonly string[];
  readonly relations: readonly Relation[];
  readonly types: readonly Type[];
  readonly schemas: ReadonlyMap<string, Origin>;
  readonly extensions: ReadonlyMap<string, Origin>;
  readonly distributedSchemas: ReadonlySet<string>;
  readonly isPartial: boolean;
  readonly settings: SettingValues;
  readonly routines: ReadonlyMap<string, readonly Routine[]>;
  readonly gone: ReadonlySet<string>;
  readonly places: Places["kinds"];
}

/**
 * The schema that migrations make, read from their text alone: no database is asked. What they do not say is unknown,
 * and nothing is assumed of it.
 */
export class Schema {
  readonly relations: SharedMap<Relation>;
  readonly types: SharedMap<Type>;
  readonly schemas = new Map<string, Origin>();
  readonly extensions = new Map<string, Origin>();
  /** The schemas whose tables Citus keeps together on one node. */
  readonly distributedSchemas = new Set<string>();
  /** Whether some of what was done cannot be read: dynamic SQL, JS migrations, opaque sections. */
  isPartial = false;
  /** What is set in the session. */
  readonly settings = new SessionSettings();
  readonly #usualPath: readonly string[];
  #setPath: { readonly written: string; readonly schemas: readonly string[] } | undefined;
  /** Another map after each change, so that clones share it. */
  #routines: ReadonlyMap<string, readonly Routine[]> = new Map();
  /** Relations that were there under these names, and are no more; another set after each change, as well. */
  #gone: ReadonlySet<string> = new Set();
  /** Where to look first for what has a name. */
  #places = new Places();
  /** Once there is a clone: the relations whose parts it does not have too. */
  #owned: Set<Relation> | undefined;

  /**
   * @param path the search path that migrations find
   * @param like whose relations and types it begins with; see `clone`
   */
  constructor(path: readonly string[] = ["public"], like?: Schema) {
    this.#usualPath = path.length > 0 ? path : ["public"];
    this.relations = like?.relations.clone() ?? new SharedMap(keyOf, relationCopying);
    this.types = like?.types.clone() ?? new SharedMap(keyOf, typeCopying);
  }

  /**
   * Another schema that is like this one, and changes by itself. Origins stay the same values. It costs little: what is in a
   * relation is copied only once either of the two changes it.
   */
  clone(): Schema {
    const copy = new Schema(this.#usualPath, this);
    copy.settings.take(this.settings.values);
    copy.isPartial = this.isPartial;
    copy.#places = this.#places;
    this.#owned = new Set();
    copy.#owned = new Set();
    copy.#routines = this.#routines;
    copy.#gone = this.#gone;
    for (const [name, origin] of this.schemas) copy.schemas.set(name, origin);
    for (const name of this.distributedSchemas) copy.distributedSchemas.add(name);
    for (const [name, origin] of this.extensions) copy.extensions.set(name, origin);
    return copy;
  }

  /** All that is in it, which `Schema.of` takes. */
  get parts(): SchemaParts {
    const { schemas, extensions, distributedSchemas, isPartial, settings } = this;
    return {
      ...{ path: this.#usualPath, schemas, extensions, distributedSchemas, isPartial },
      relations: [...this.relations.values()],
      types: [...this.types.values()],
      settings: settings.values,
      routines: this.#routines,
      gone: this.#gone,
      places: this.#places.kinds,
    };
  }

  static of(parts: SchemaParts): Schema {
    const schema = new Schema(parts.path);
    for (const relation of parts.relations) schema.relations.set(keyOf(relation), relation);
    for (const type of parts.types) schema.types.set(keyOf(type), type);
    for (const [name, origin] of parts.schemas) schema.schemas.set(name, origin);
    for (const [name, origin] of parts.extensions) schema.extensions.set(name, origin);
    for (const name of parts.distributedSchemas) schema.distributedSchemas.add(name);
    schema.isPartial = parts.isPartial;
    schema.settings.take(parts.settings);
    schema.#routines = parts.routines;
    schema.#gone = parts.gone;
    schema.#places = new Places(parts.places);
    return schema;
  }

  /** The relation, ready to be changed. */
  owned(relation: Relation): Relation {
    if (this.#owned === undefined || this.#owned.has(relation)) return relation;
    this.#owned.add(relation);
    return Object.assign(relation, ownParts(relation));
  }

  /** The search path in force. */
  get path(): readonly string[] {
    const written = this.settings.get("search_path");
    if (written === undefined) return this.#usualPath;
    if (this.#setPath?.written !== written)
      this.#setPath = { written, schemas: searchPathSchemas(written) };
    return this.#setPath.schemas;
  }

  /** The full name: a name without a schema is looked up along the search path, and else belongs to its first schema. */
  resolve(
    { schema, name }: RelationName,
    has: (key: string) => boolean = this.#hasRelation,
  ): FullName {
    if (schema !== undefined) return { schema, name };
    if (has(`pg_temp.${name}`)) return { schema: "pg_temp", name };
    for (const one of this.path) if (has(`${one}.${name}`)) return { schema: one, name };
    return { schema: this.path[0] ?? "public", name };
  }

  readonly #hasRelation = (key: string): boolean => this.relations.has(key);

  /** What is known of a relation; undefined where no migration creates or alters it. */
  relation(name: RelationName): Relation | undefined {
    return this.relations.get(keyOf(this.resolve(name)));
  }

  /** The same, as what refers to it; of one that is not known its key is the identity. */
  reference(name: RelationName): RelationReference {
    const full = this.resolve(name);
    return { ...full, id: this.relations.get(keyOf(full))?.id ?? keyOf(full) };
  }

  /** The same, as a relation of which nothing is known where there is none. */
  ensure(name: RelationName): Relation {
    const known = this.relation(name);
    return known ? this.owned(known) : this.add(unknownRelation(this.resolve(name)));
  }

  add(relation: Relation): Relation {
    const key = keyOf(relation);
    this.relations.set(key, relation);
    this.#places.note(relation);
    if (this.#gone.has(key)) this.#gone = new Set([...this.#gone].filter((one) => one !== key));
    return relation;
  }

  /** Takes out a relation, or what it was called. */
  remove(relation: FullName): void {
    const key = keyOf(relation);
    this.relations.delete(key);
    this.#gone = new Set([...this.#gone, key]);
  }

  /** Whether migrations dropped or renamed what had this name, and nothing has it since. */
  isGone(relation: RelationName): boolean {
    if (this.relation(relation) !== undefined) return false;
    const { schema, name } = relation;
    const schemas = schema === undefined ? this.path : [schema];
    return schemas.some((one) => this.#gone.has(keyOf({ schema: one, name })));
  }

  /** The same of an index that a relation of this or another name had. */
  isIndexGone(name: RelationName): boolean {
    if (this.index(name) !== undefined) return false;
    const schemas = name.schema === undefined ? this.path : [name.schema];
    const had = [...this.#places.withIndex(name.name)];
    return had.some((key) => schemas.some((one) => key.startsWith(`${one}.`)));
  }

  /** Gives a table an index; all come by this way, so that they are found by their names. */
  putIndex(table: Relation, index: Index): void {
    this.owned(table).indexes.set(index.name, index);
    this.#places.noteIndex(table, index);
  }

  /** The same for a constraint. */
  putConstraint(table: Relation, constraint: Constraint): void {
    this.owned(table).constraints.set(constraint.name, constraint);
    this.#places.noteConstraint(table, constraint);
  }

  /** The same for the column that a sequence belongs to. */
  putOwner(sequence: Relation, ownedBy: Relation["ownedBy"]): void {
    this.owned(sequence).ownedBy = ownedBy;
    this.#places.noteOwner(sequence);
  }

  /** The index of a name, and the table it is on. Names of indexes are their table's schema's. */
  index({ schema, name }: RelationName): { index: Index; table: Relation } | undefined {
    const schemas = schema === undefined ? ["pg_temp", ...this.path] : [schema];
    for (const table of this.#at(this.#places.withIndex(name))) {
      const index = table.indexes.get(name);
      if (index !== undefined && schemas.includes(table.schema)) return { index, table };
    }
    return undefined;
  }

  type(name: RelationName): Type | undefined {
    const full = this.resolve(name, (key) => this.types.has(key));
    return this.types.get(keyOf(full));
  }

  /** Routines by their names; overloads beside each other. */
  get routines(): ReadonlyMap<string, readonly Routine[]> {
    return this.#routines;
  }

  /** Puts routines of one name in the place of those it has, by its key. */
  putRoutines(key: string, routines: readonly Routine[]): void {
    const all = new Map(this.#routines);
    if (routines.length > 0) all.set(key, routines);
    else all.delete(key);
    this.#routines = all;
  }

  /** All routines of a name, with any arguments. */
  routinesNamed(name: RelationName): readonly Routine[] {
    const full = this.resolve(name, (key) => this.routines.has(key));
    return this.routines.get(keyOf(full)) ?? [];
  }

  /** The foreign keys that lead to a table. */
  referencing(table: FullName): { table: Relation; constraint: Constraint }[] {
    const key = keyOf(table);
    return this.#at(this.#places.referringTo(key)).flatMap((relation) =>
      [...relation.constraints.values()]
        .filter(({ references }) => references && keyOf(references.table) === key)
        .map((constraint) => ({ table: relation, constraint })),
    );
  }

  /** The sequences that belong to a table. */
  sequencesOf({ id }: Relation): Relation[] {
    return this.#at(this.#places.ownedBy(id)).filter(({ ownedBy }) => ownedBy?.table.id === id);
  }

  /** The views that read a relation. */
  viewsOver(table: FullName): Relation[] {
    const key = keyOf(table);
    return this.#at(this.#places.reading(key)).filter(({ reads }) =>
      reads?.relations.some((one) => keyOf(one) === key),
    );
  }

  #at(keys: Iterable<string>): Relation[] {
    return [...keys].flatMap((key) => this.relations.get(key) ?? []);
  }
}
