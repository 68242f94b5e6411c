import type { AlterObjectSchemaStmt, ObjectType, RenameStmt } from "@pgsql/types";
import { askFirst, guarded, unguardedEffect, type Effect } from "./effect.ts";
import {
  isOnTable,
  kindOf,
  namedThing,
  objectThing,
  relationParts,
  thingOnTable,
} from "./thing.ts";

/**
 * ALTER … RENAME: once it is done, the old name is gone. IF EXISTS asks for the table, so that it guards
 * the table's own name alone.
 */
export function rename(node: RenameStmt): readonly Effect[] {
  if (kindOf(node.renameType!) === "relation") return renameRelation(node);
  return node.relation === undefined ? renameObject(node) : renameOnTable(node);
}

function renameRelation({ renameType, relation, newname, missing_ok }: RenameStmt) {
  const parts = relationParts(relation);
  return moveRelation(renameType!, parts, [...parts.slice(0, -1), newname!], missing_ok);
}

function moveRelation(
  type: ObjectType,
  from: readonly string[],
  to: readonly string[],
  missingOk: boolean | undefined,
): readonly Effect[] {
  const words = type.replace("OBJECT_", "").replaceAll("_", " ");
  const shown = words === "MATVIEW" ? "MATERIALIZED VIEW" : words;
  return [
    guarded(missingOk, `use ALTER ${shown} IF EXISTS`, {
      drops: namedThing("relation", from),
      creates: namedThing("relation", to),
    }),
  ];
}

function renameObject({ renameType, object, subname, newname }: RenameStmt): readonly Effect[] {
  const old = object ?? { String: { sval: subname! } };
  return unguardedEffect(askFirst(catalogOf(renameType!)), {
    drops: objectThing(renameType!, old),
    creates: objectThing(renameType!, old, (parts) => [...parts.slice(0, -1), newname!]),
  });
}

function renameOnTable({ renameType, relation, subname, newname }: RenameStmt): readonly Effect[] {
  const table = relationParts(relation);
  const kind = isOnTable(renameType!) ? kindOf(renameType!) : columnOrConstraint(renameType!);
  return unguardedEffect(askFirst(catalogOf(renameType!)), {
    drops: thingOnTable(kind, [...table, subname!]),
    creates: thingOnTable(kind, [...table, newname!]),
  });
}

function columnOrConstraint(type: ObjectType): string {
  return type === "OBJECT_TABCONSTRAINT" ? "constraint" : "column";
}

/** ALTER … SET SCHEMA: once it is done, the object is no longer where it was. */
export function moveSchema(node: AlterObjectSchemaStmt): readonly Effect[] {
  const { objectType, relation, object, newschema, missing_ok } = node;
  const place = (parts: readonly string[]) => [newschema!, ...parts.slice(-1)];
  if (relation !== undefined) {
    const parts = relationParts(relation);
    return moveRelation(objectType!, parts, place(parts), missing_ok);
  }
  return unguardedEffect(askFirst(catalogOf(objectType!)), {
    drops: objectThing(objectType!, object),
    creates: objectThing(objectType!, object, place),
  });
}

function catalogOf(type: ObjectType): string {
  return catalogs[type] ?? "the catalog";
}

const catalogs: Partial<Record<ObjectType, string>> = {
  OBJECT_AGGREGATE: "pg_proc",
  OBJECT_ATTRIBUTE: "pg_attribute",
  OBJECT_COLUMN: "information_schema.columns",
  OBJECT_DOMAIN: "pg_type",
  OBJECT_DOMCONSTRAINT: "pg_constraint",
  OBJECT_EXTENSION: "pg_extension",
  OBJECT_FUNCTION: "pg_proc",
  OBJECT_POLICY: "pg_policies",
  OBJECT_PROCEDURE: "pg_proc",
  OBJECT_ROLE: "pg_roles",
  OBJECT_ROUTINE: "pg_proc",
  OBJECT_RULE: "pg_rules",
  OBJECT_SCHEMA: "pg_namespace",
  OBJECT_TABCONSTRAINT: "pg_constraint",
  OBJECT_TRIGGER: "pg_trigger",
  OBJECT_TYPE: "pg_type",
};
