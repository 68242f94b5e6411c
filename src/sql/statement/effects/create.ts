import type { Node, ObjectType } from "@pgsql/types";
import {
  askFirst,
  guarded,
  unguardedEffect,
  type Effect,
  type Readers,
  type Tree,
} from "./effect.ts";
import {
  functionThing,
  isOnTable,
  keyOf,
  kindOf,
  namedThing,
  namesOf,
  relationParts,
  shownName,
  thingOnTable,
  typeText,
  unnamedThing,
  userMapping,
  type Thing,
} from "./thing.ts";

/** CREATE. */
export const creations: Readers = {
  CreateStmt: ({ relation, if_not_exists, oncommit }) =>
    create(
      if_not_exists || oncommit === "ONCOMMIT_DROP",
      namedThing("relation", relationParts(relation)),
    ),
  CreateForeignTableStmt: ({ base }) =>
    create(base?.if_not_exists, namedThing("relation", relationParts(base?.relation))),
  CreateTableAsStmt: ({ into, if_not_exists }) =>
    create(
      if_not_exists || into?.onCommit === "ONCOMMIT_DROP",
      namedThing("relation", relationParts(into?.rel)),
    ),
  CreateSeqStmt: ({ sequence, if_not_exists }) =>
    create(if_not_exists, namedThing("relation", relationParts(sequence))),
  CreateSchemaStmt: ({ schemaname, authrole, if_not_exists }) =>
    create(if_not_exists, namedThing("schema", [schemaname ?? authrole?.rolename ?? ""])),
  CreateExtensionStmt: ({ extname, if_not_exists }) =>
    create(if_not_exists, namedThing("extension", [extname!])),
  CreateForeignServerStmt: ({ servername, if_not_exists }) =>
    create(if_not_exists, namedThing("foreign server", [servername!])),
  CreateUserMappingStmt: ({ servername, user, if_not_exists }) =>
    create(if_not_exists, userMapping(servername, user)),
  IndexStmt: index,
  CreateStatsStmt: statistics,

  ViewStmt: ({ view, replace }) =>
    createOrReplace("VIEW", replace, namedThing("relation", relationParts(view))),
  RuleStmt: ({ relation, rulename, replace }) =>
    createOrReplace("RULE", replace, thingOnTable("rule", [...relationParts(relation), rulename!])),
  CreateTrigStmt: ({ relation, trigname, replace, isconstraint }) => {
    const parts = [...relationParts(relation), trigname!];
    return isconstraint
      ? createDroppable("OBJECT_TRIGGER", parts)
      : createOrReplace("TRIGGER", replace, thingOnTable("trigger", parts));
  },
  CreateFunctionStmt: ({ funcname, parameters, replace, is_procedure }) =>
    createOrReplace(
      is_procedure ? "PROCEDURE" : "FUNCTION",
      replace,
      functionThing(namesOf(funcname), (parameters ?? []).flatMap(inputType)),
    ),
  CreatePLangStmt: ({ plname, replace }) =>
    createOrReplace("LANGUAGE", replace, namedThing("language", [plname!])),
  CreateTransformStmt: ({ type_name, lang, replace }) =>
    createOrReplace("TRANSFORM", replace, namedThing("transform", [typeText(type_name!), lang!])),
  DefineStmt: define,

  CreateEnumStmt: ({ typeName }) => createType(namesOf(typeName)),
  CreateRangeStmt: ({ typeName }) => createType(namesOf(typeName)),
  CreateDomainStmt: ({ domainname }) => createType(namesOf(domainname)),
  CompositeTypeStmt: ({ typevar }) => createType(relationParts(typevar)),

  CreatePolicyStmt: ({ table, policy_name }) =>
    createDroppable("OBJECT_POLICY", [...relationParts(table), policy_name!]),
  CreateFdwStmt: ({ fdwname }) => createDroppable("OBJECT_FDW", [fdwname!]),
  CreateAmStmt: ({ amname }) => createDroppable("OBJECT_ACCESS_METHOD", [amname!]),
  CreateEventTrigStmt: ({ trigname }) => createDroppable("OBJECT_EVENT_TRIGGER", [trigname!]),
  CreatePublicationStmt: ({ pubname }) => createDroppable("OBJECT_PUBLICATION", [pubname!]),
  CreateSubscriptionStmt: ({ subname }) => createDroppable("OBJECT_SUBSCRIPTION", [subname!]),
  CreateConversionStmt: ({ conversion_name }) =>
    createDroppable("OBJECT_CONVERSION", namesOf(conversion_name)),
  CreateCastStmt: ({ sourcetype, targettype }) =>
    createDroppable("OBJECT_CAST", [typeText(sourcetype!), typeText(targettype!)]),
  CreateOpClassStmt: ({ amname, opclassname }) =>
    createDroppable("OBJECT_OPCLASS", [amname!, ...namesOf(opclassname)]),
  CreateOpFamilyStmt: ({ amname, opfamilyname }) =>
    createDroppable("OBJECT_OPFAMILY", [amname!, ...namesOf(opfamilyname)]),
  ImportForeignSchemaStmt: () =>
    unguardedEffect("write DROP FOREIGN TABLE IF EXISTS for each of its tables before it"),

  CreateRoleStmt: ({ role }) =>
    unguardedEffect(askFirst("pg_roles"), { creates: namedThing("role", [role!]) }),
  CreatedbStmt: ({ dbname }) =>
    unguardedEffect("ask pg_database first: CREATE DATABASE has no guard", {
      creates: namedThing("database", [dbname!]),
    }),
  CreateTableSpaceStmt: ({ tablespacename }) =>
    unguardedEffect("ask pg_tablespace first: CREATE TABLESPACE has no guard", {
      creates: namedThing("tablespace", [tablespacename!]),
    }),
};

function create(isGuarded: boolean | undefined, creates: Thing): readonly Effect[] {
  return [guarded(isGuarded, "add IF NOT EXISTS", { creates })];
}

function index({ relation, idxname, if_not_exists, indexParams }: Tree<"IndexStmt">) {
  const table = relationParts(relation);
  const columns = (indexParams ?? []).flatMap((param) =>
    "IndexElem" in param && param.IndexElem.name !== undefined ? [param.IndexElem.name] : [],
  );
  const unnamed = unnamedThing(
    table,
    ...columns.map((column) => keyOf("column", [...table, column])),
  );
  if (idxname === undefined)
    return unguardedEffect("give the index a name, and add IF NOT EXISTS", { creates: unnamed });
  const key = keyOf("relation", [...table.slice(0, -1), idxname]);
  return create(if_not_exists, { ...unnamed, key });
}

function statistics({ defnames, relations, if_not_exists }: Tree<"CreateStatsStmt">) {
  const [table] = relations ?? [];
  const unnamed = unnamedThing(table && "RangeVar" in table ? relationParts(table.RangeVar) : []);
  if (defnames === undefined)
    return unguardedEffect("give the statistics a name, and add IF NOT EXISTS", {
      creates: unnamed,
    });
  return create(if_not_exists, namedThing("statistic ext", namesOf(defnames), unnamed.inside));
}

function createOrReplace(
  what: string,
  replace: boolean | undefined,
  creates: Thing,
): readonly Effect[] {
  return [guarded(replace, `use CREATE OR REPLACE ${what}`, { creates })];
}

function define({ kind, defnames, args, if_not_exists, replace }: Tree<"DefineStmt">) {
  const parts = namesOf(defnames);
  switch (kind) {
    case "OBJECT_AGGREGATE":
      return createOrReplace("AGGREGATE", replace, functionThing(parts, aggregatedTypes(args)));
    case "OBJECT_COLLATION":
      return create(if_not_exists, namedThing("collation", parts));
    case "OBJECT_TYPE":
      return createType(parts);
    default:
      return createDroppable(kind!, parts);
  }
}

function aggregatedTypes([list]: readonly Node[] = []): string[] {
  return list && "List" in list ? (list.List.items ?? []).flatMap(inputType) : [];
}

function inputType(node: Node): string[] {
  if (!("FunctionParameter" in node)) return [];
  const { mode, argType } = node.FunctionParameter;
  return mode === "FUNC_PARAM_OUT" || mode === "FUNC_PARAM_TABLE" ? [] : [typeText(argType!)];
}

/** Columns may be of the type, so that it cannot be dropped first. */
function createType(parts: readonly string[]): readonly Effect[] {
  return unguardedEffect(askFirst("pg_type"), { creates: namedThing("type", parts) });
}

/** What has no guard of its own, but can be dropped first without loss. */
function createDroppable(type: ObjectType, parts: readonly string[]): readonly Effect[] {
  const what = shownType[type] ?? type.replace("OBJECT_", "").replaceAll("_", " ");
  const kind = kindOf(type);
  return unguardedEffect(`write DROP ${what} IF EXISTS ${droppedName(type, parts)} before it`, {
    creates: isOnTable(type) ? thingOnTable(kind, parts) : namedThing(kind, parts),
  });
}

const shownType: Partial<Record<ObjectType, string>> = {
  OBJECT_FDW: "FOREIGN DATA WRAPPER",
  OBJECT_OPCLASS: "OPERATOR CLASS",
  OBJECT_OPFAMILY: "OPERATOR FAMILY",
  OBJECT_TSCONFIGURATION: "TEXT SEARCH CONFIGURATION",
  OBJECT_TSDICTIONARY: "TEXT SEARCH DICTIONARY",
  OBJECT_TSPARSER: "TEXT SEARCH PARSER",
  OBJECT_TSTEMPLATE: "TEXT SEARCH TEMPLATE",
};

/** An object as DROP names it. */
function droppedName(type: ObjectType, parts: readonly string[]): string {
  if (isOnTable(type)) return `${shownName(parts.slice(-1))} ON ${shownName(parts.slice(0, -1))}`;
  switch (type) {
    case "OBJECT_CAST":
      return `(${parts.join(" AS ")})`;
    case "OBJECT_OPERATOR":
      return `${parts.join(".")} (…)`;
    case "OBJECT_OPCLASS":
    case "OBJECT_OPFAMILY":
      return `${shownName(parts.slice(1))} USING ${parts[0]}`;
    default:
      return shownName(parts);
  }
}
