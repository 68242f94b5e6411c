import { beforeAll, keyOf, type FullName, type Relation, type Type } from "./objects.ts";
import type { Copying } from "./shared-map.ts";

/** What is in a relation stays shared until it is changed, see `owned`. */
export const relationCopying: Copying<Relation> = {
  copy: (relation) => ({ ...relation, partitions: [] }),
  link(copy, { parent, partitions }, own) {
    copy.parent = parent && own(parent);
    copy.partitions.push(...partitions.map((one) => own(one) ?? one));
  },
};

export const typeCopying: Copying<Type> = {
  copy: (type) => ({ ...type, values: [...type.values] }),
};

/** Copies of what in a relation can change. */
export function ownParts({ columns, constraints, indexes, triggers, policies }: Relation) {
  return {
    columns: copied(columns),
    constraints: copied(constraints),
    indexes: copied(indexes),
    triggers: new Map(triggers),
    policies: new Map(policies),
  };
}

function copied<Part extends object>(parts: ReadonlyMap<string, Part>): Map<string, Part> {
  return new Map([...parts].map(([name, part]) => [name, { ...part }]));
}

/** A relation without anything in it. */
export function emptyRelation(
  name: FullName,
  fields: Pick<Relation, "kind" | "origin"> & Partial<Relation>,
): Relation {
  return {
    id: `${fields.origin.migration} ${fields.origin.section} ${keyOf(name)}`,
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

/** A relation that no migration is known to have made. */
export function unknownRelation(name: FullName): Relation {
  return emptyRelation(name, {
    id: keyOf(name),
    kind: "table",
    origin: beforeAll,
    isCreated: false,
    hasAllColumns: false,
  });
}
