import { apply, Schema, searchPathSchemas, type FullName } from "../schema/index.ts";
import {
  alteredBy,
  createdBy,
  droppedBy,
  flattened,
  isInSchema,
  isRelationKind,
  readBy,
  writtenBy,
  type Action,
  type RelationName,
} from "../sql/statement/index.ts";
import type { MigrationWork } from "./work.ts";

/** A name without a schema that would be another object's if the search path of an earlier migration went on. */
export interface StrayName {
  readonly migration: string;
  /** The file, and the offset in its text of the statement. */
  readonly file: string;
  readonly source: string;
  readonly offset: number;
  readonly name: string;
  /** Whose it is, as each migration finds the usual search path. */
  readonly here: FullName;
  /** Whose it would be; undefined where no schema is left on the path. */
  readonly there: FullName | undefined;
  /** The earlier migration that sets the search path and leaves it set. */
  readonly setBy: string;
  readonly path: readonly string[];
}

/**
 * Follows what SET search_path leaves behind, as node-pg-migrate lets it: the next migrations of the same run find it. Tells
 * of each migration the first name that means something else there.
 */
export class LeftPath {
  readonly #schema: Schema;
  #count = 0;
  #left: { readonly path: readonly string[]; readonly setBy: string } | undefined;

  constructor(searchPath: readonly string[] | undefined) {
    this.#schema = new Schema(searchPath);
  }

  /** The next migration of the run. */
  follow(work: MigrationWork): StrayName | undefined {
    if (this.#left === undefined && !work.statements.some(setsPath)) return undefined;
    const origin = { migration: this.#count++, section: work.direction, transaction: 0 };
    let stray: StrayName | undefined;
    let hasOwn = false;
    for (const statement of work.statements) {
      if (!hasOwn) stray ??= this.#strayIn(statement, work);
      hasOwn ||= setsPath(statement);
      for (const action of statement.read.actions) apply(this.#schema, action, origin);
    }
    if (hasOwn) this.#leave(work.migration);
    this.#schema.settings.reset("all");
    return stray;
  }

  #leave(setBy: string): void {
    this.#schema.settings.endTransaction();
    const path = this.#schema.settings.get("search_path");
    this.#left = path === undefined ? undefined : { path: searchPathSchemas(path), setBy };
  }

  #strayIn(
    { read: { actions }, section, offset }: MigrationWork["statements"][number],
    { migration }: MigrationWork,
  ): StrayName | undefined {
    if (this.#left === undefined) return undefined;
    const { path, setBy } = this.#left;
    for (const one of flattened(actions).flatMap(namesIn)) {
      const places = one.isNew ? this.#placesOfNew(one.name, path) : this.#placesOf(one.name, path);
      if (places === undefined || places.here.schema === places.there?.schema) continue;
      const { file, source } = section;
      return { migration, file, source, offset, name: one.name, ...places, setBy, path };
    }
    return undefined;
  }

  #placesOfNew(name: string, path: readonly string[]): Pick<StrayName, "here" | "there"> {
    const [schema] = path;
    return {
      here: { schema: this.#schema.path[0] ?? "public", name },
      there: schema === undefined ? undefined : { schema, name },
    };
  }

  /** Of a relation that is there: undefined where nothing is known of it. */
  #placesOf(name: string, path: readonly string[]): Pick<StrayName, "here" | "there"> | undefined {
    const found = (schemas: readonly string[]) =>
      schemas.find((schema) => this.#schema.relation({ schema, name })?.isCreated);
    const [here, there] = [found(this.#schema.path), found(path)];
    if (here === undefined) return undefined;
    return {
      here: { schema: here, name },
      there: there === undefined ? undefined : { schema: there, name },
    };
  }
}

function setsPath(statement: MigrationWork["statements"][number]): boolean {
  return (
    statement.creates === undefined &&
    statement.read.actions.some(
      (one) =>
        (one.kind === "set" && !one.local && (one.name === "search_path" || one.name === "all")) ||
        (one.kind === "discard" && one.what === "ALL"),
    )
  );
}

/** The names of relations that stand without a schema. */
function namesIn(action: Action): { readonly name: string; readonly isNew: boolean }[] {
  if ("temporary" in action && action.temporary) return [];
  const bare = (isNew: boolean) => (one: Partial<RelationName>) =>
    one.schema === undefined && one.name !== undefined ? [{ name: one.name, isNew }] : [];
  const created = createdBy(action).filter(
    ({ objectKind, on }) => isInSchema(objectKind) && objectKind !== "INDEX" && on === undefined,
  );
  const dropped = droppedBy(action).filter(({ objectKind }) => isRelationKind(objectKind));
  const written = writtenBy(action).flatMap(({ relation }) => relation ?? []);
  const met = [...alteredBy(action), ...readBy(action), ...written];
  return [...created.flatMap(bare(true)), ...[...dropped, ...met].flatMap(bare(false))];
}
