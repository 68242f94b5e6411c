import type { Node, ObjectType, RenameStmt } from "@pgsql/types";
import type { Action, ActionOf } from "../action.ts";
import { optionText } from "./alter-table.ts";
import { constraintOf } from "./column.ts";
import { nameFrom, objectKind, objectOf, relationOf, namesOf } from "./name.ts";
import { begin, type Readers } from "./reader.ts";
import { typeOf, type Place } from "./type.ts";
import type { OwnedSequence } from "../parts.ts";

/** DROP, RENAME, SET SCHEMA, OWNER TO, COMMENT; schemas, extensions, sequences, types and domains. */
export const objects: Readers = {
  DropStmt: ({ objects: named, removeType, behavior, missing_ok, concurrent }, place) =>
    (named ?? []).map((node) => ({
      kind: "drop",
      at: begin(place),
      objectKind: objectKind(removeType),
      object: objectOf(removeType, node),
      guarded: missing_ok ?? false,
      cascade: behavior === "DROP_CASCADE",
      concurrently: concurrent ?? false,
    })),
  DropTableSpaceStmt: ({ tablespacename, missing_ok }, place) => [
    {
      kind: "drop",
      at: begin(place),
      objectKind: "TABLESPACE",
      object: { name: tablespacename! },
      guarded: missing_ok ?? false,
      cascade: false,
      concurrently: false,
    },
  ],
  RenameStmt: (node, place) => [rename(node, place)],
  AlterObjectSchemaStmt: ({ objectType, relation, object, newschema, missing_ok }, place) => [
    {
      kind: "set-schema",
      at: begin(place),
      objectKind: objectKind(objectType),
      object: relation ? relationOf(relation) : objectOf(objectType, object),
      to: newschema!,
      guarded: missing_ok ?? false,
    },
  ],
  AlterOwnerStmt: ({ objectType, relation, object }, place) => [
    {
      kind: "owner",
      at: begin(place),
      objectKind: objectKind(objectType),
      object: relation ? relationOf(relation) : objectOf(objectType, object),
    },
  ],
  CommentStmt: ({ objtype, object }, place) => [
    {
      kind: "comment",
      at: begin(place),
      objectKind: objectKind(objtype),
      object: objectOf(objtype, object),
    },
  ],
  CreateSchemaStmt: ({ schemaname, authrole, if_not_exists }, place) => [
    {
      kind: "create-schema",
      at: begin(place),
      name: schemaname ?? authrole?.rolename ?? "",
      guarded: if_not_exists ?? false,
    },
  ],
  CreateExtensionStmt: ({ extname, if_not_exists, options }, place) => [
    {
      kind: "create-extension",
      at: begin(place),
      name: extname!,
      guarded: if_not_exists ?? false,
      ...schemaOption(options),
    },
  ],
  CreateSeqStmt: ({ sequence, if_not_exists, options }, place) => [
    {
      kind: "create-sequence",
      at: begin(place),
      relation: relationOf(sequence!),
      guarded: if_not_exists ?? false,
      temporary: sequence?.relpersistence === "t",
      ...ownership(options),
    },
  ],
  AlterSeqStmt: ({ sequence, options }, place) => [
    {
      kind: "alter-sequence",
      at: begin(place),
      relation: relationOf(sequence!),
      ...ownership(options),
    },
  ],
  CreateEnumStmt: ({ typeName, vals }, place) => [
    createType(namesOf(typeName), "enum", place, namesOf(vals)),
  ],
  CreateRangeStmt: ({ typeName }, place) => [createType(namesOf(typeName), "range", place)],
  CompositeTypeStmt: ({ typevar }, place) => [
    {
      kind: "create-type",
      at: begin(place),
      name: relationOf(typevar!),
      form: "composite",
      values: [],
    },
  ],
  AlterEnumStmt: ({ typeName, oldVal, newVal, skipIfNewValExists, newValNeighbor }, place) => [
    {
      kind: "alter-enum",
      at: begin(place),
      name: nameFrom(namesOf(typeName)),
      ...(oldVal === undefined ? { adds: newVal! } : { renames: { from: oldVal, to: newVal! } }),
      guarded: skipIfNewValExists ?? false,
      positioned: newValNeighbor !== undefined,
    },
  ],
  CreateDomainStmt: ({ domainname, typeName, constraints }, place) => {
    const written = (constraints ?? []).flatMap((node) =>
      "Constraint" in node ? [node.Constraint] : [],
    );
    return [
      {
        kind: "create-domain",
        at: begin(place),
        name: nameFrom(namesOf(domainname)),
        base: typeOf(typeName!, place),
        notNull: written.some(({ contype }) => contype === "CONSTR_NOTNULL"),
        checks: written.flatMap((node) =>
          node.contype === "CONSTR_CHECK" ? (constraintOf(node, place) ?? []) : [],
        ),
      },
    ];
  },
  AlterDomainStmt: ({ subtype, typeName, name, def, missing_ok }, place) => [
    {
      kind: "alter-domain",
      at: begin(place),
      name: nameFrom(namesOf(typeName)),
      does: domainCommands[subtype!] ?? "set-default",
      ...domainConstraint(name, def),
      guarded: missing_ok ?? false,
    },
  ],
};

/** Source: `AlterDomainStmt` in PostgreSQL's parsenodes.h. */
const domainCommands: Readonly<Record<string, ActionOf<"alter-domain">["does"]>> = {
  C: "add-constraint",
  V: "validate-constraint",
  X: "drop-constraint",
  O: "set-not-null",
  N: "drop-not-null",
  T: "set-default",
  AD_AddConstraint: "add-constraint",
  AD_ValidateConstraint: "validate-constraint",
  AD_DropConstraint: "drop-constraint",
  AD_SetNotNull: "set-not-null",
  AD_DropNotNull: "drop-not-null",
};

function domainConstraint(name: string | undefined, def: Node | undefined) {
  const added = def && "Constraint" in def ? def.Constraint : undefined;
  const constraint = name ?? added?.conname;
  return {
    ...(constraint !== undefined && { constraint }),
    notValid: added?.skip_validation ?? false,
  };
}

/** What a rename is of, where the object itself keeps its name: a part of it. */
const parts: ReadonlySet<ObjectType> = new Set<ObjectType>([
  "OBJECT_COLUMN",
  "OBJECT_ATTRIBUTE",
  "OBJECT_TABCONSTRAINT",
  "OBJECT_DOMCONSTRAINT",
  "OBJECT_TRIGGER",
  "OBJECT_POLICY",
  "OBJECT_RULE",
]);

function rename(node: RenameStmt, place: Place): Action {
  const { renameType, relation, object, subname, newname, missing_ok } = node;
  return {
    kind: "rename",
    at: begin(place),
    objectKind: objectKind(renameType),
    object: relation
      ? relationOf(relation)
      : object
        ? objectOf(renameType, object)
        : { name: subname ?? "" },
    to: newname!,
    guarded: missing_ok ?? false,
    ...(subname !== undefined && parts.has(renameType!) && { part: subname }),
  };
}

function createType(
  name: readonly string[],
  form: ActionOf<"create-type">["form"],
  place: Place,
  values: readonly string[] = [],
): Action {
  return { kind: "create-type", at: begin(place), name: nameFrom(name), form, values };
}

/** OWNED BY, of the options of a sequence. */
function ownership(options: readonly Node[] = []): OwnedSequence {
  for (const option of options) {
    if (!("DefElem" in option) || option.DefElem.defname !== "owned_by") continue;
    const { arg } = option.DefElem;
    const names = arg !== undefined && "List" in arg ? namesOf(arg.List.items) : [];
    const [column, ...relation] = names.toReversed();
    if (column === undefined) return {};
    if (relation.length === 0) return { ownedBy: "none" };
    return { ownedBy: { relation: nameFrom(relation.toReversed()), column } };
  }
  return {};
}

function schemaOption(options: readonly Node[] = []): { schema?: string } {
  for (const option of options) {
    if ("DefElem" in option && option.DefElem.defname === "schema")
      return { schema: optionText(option.DefElem.arg) ?? "" };
  }
  return {};
}
