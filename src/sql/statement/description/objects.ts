import type { ActionOf, ObjectAction } from "../action.ts";
import type { NamedObject, ObjectKind, ObjectName, RelationName } from "../parts.ts";
import { inputsOf } from "../parts.ts";
import type { Description, Descriptions } from "./description.ts";
import {
  askCatalog,
  dropFirst,
  guardedBy,
  ifExists,
  ifNotExists,
  repeatable,
  unguardable,
  type Guard,
} from "./guard.ts";
import { isRelationKind, object } from "./objects-by-kind.ts";
import type { OutsideTransaction } from "./reasons.ts";
import { orReplace } from "./tables.ts";
import type { Write } from "./write.ts";

/** Objects of all kinds: schemas, types, functions, roles, and what names them in general. */
export const objectDescriptions: Descriptions<ObjectAction["kind"]> = {
  drop: (action) => ({
    ...dropped(action),
    writes: droppedRows(action),
    outsideTransaction: action.concurrently
      ? "DROP INDEX CONCURRENTLY"
      : droppedOutside[action.objectKind],
  }),
  rename: (action) => {
    const { from, to } = renaming(action);
    return { guard: moveGuard(action, action.objectKind), renames: [{ from, to }] };
  },
  "set-schema": (action) => {
    const from = object(action.objectKind, action.object);
    const to = { ...from, schema: action.to };
    return { guard: moveGuard(action, action.objectKind), renames: [{ from, to }] };
  },
  owner: ({ objectKind, object: named }) => changing(objectKind, named),
  comment: () => ({ guard: repeatable }),
  "create-schema": ({ name, guarded }) => created("SCHEMA", { name }, ifNotExists(guarded)),
  "create-extension": ({ name, guarded }) => created("EXTENSION", { name }, ifNotExists(guarded)),
  "create-sequence": ({ relation: name, guarded }) =>
    created("SEQUENCE", name, ifNotExists(guarded)),
  "alter-sequence": ({ relation: name }) => ({ guard: repeatable, alters: [name] }),
  "create-type": ({ name }) => created("TYPE", name, askCatalog("pg_type")),
  "alter-enum": alterEnum,
  "create-domain": ({ name }) => created("DOMAIN", name, askCatalog("pg_type")),
  "alter-domain": alterDomain,
  "create-function": (action) => {
    const objectKind = action.procedure ? "PROCEDURE" : "FUNCTION";
    const named = { ...action.name, argumentTypes: inputsOf(action).map(({ type }) => type) };
    return created(objectKind, named, orReplace(objectKind, action.replace));
  },
  "alter-function": () => ({ guard: repeatable }),
  grant: () => ({ guard: repeatable }),
  "default-privileges": () => ({ guard: repeatable }),
  "create-role": ({ name }) => created("ROLE", { name }, askCatalog("pg_roles")),
  "alter-role": () => ({ guard: repeatable }),
  "drop-role": ({ names, guarded }) => ({
    guard: ifExists(guarded),
    drops: names.map((name) => object("ROLE", { name })),
  }),
  "drop-owned": () => ({ guard: repeatable }),
  "drop-database": ({ name, guarded }) => ({
    ...dropped({ objectKind: "DATABASE", object: { name }, guarded }),
    outsideTransaction: "DROP DATABASE",
  }),
  "create-database": ({ name }) => ({
    ...created("DATABASE", { name }, askBefore("pg_database", "CREATE DATABASE")),
    outsideTransaction: "CREATE DATABASE",
  }),
  "create-other": createOther,
  "alter-other": (action) => ({
    guard: alterOtherGuard(action),
    outsideTransaction: alteredOutside(action),
  }),
  "drop-other": (action) => ({
    ...dropped(action),
    outsideTransaction: droppedOutside[action.objectKind],
  }),
};

function created(objectKind: ObjectKind, name: ObjectName, guard: Guard): Description {
  return { guard, creates: [object(objectKind, name)] };
}

function dropped({
  objectKind,
  object: named,
  guarded,
}: Pick<ActionOf<"drop">, "objectKind" | "object" | "guarded">): Description {
  return { guard: ifExists(guarded), drops: [object(objectKind, named)] };
}

function droppedRows({ objectKind, object: named }: ActionOf<"drop">): readonly Write[] {
  if (objectKind === "SCHEMA") return [{ schema: named.name }];
  return objectKind.endsWith("TABLE") ? [{ relation: plain(named), removesRows: true }] : [];
}

function plain({ schema, name }: ObjectName): RelationName {
  return { ...(schema !== undefined && { schema }), name };
}

function changing(objectKind: ObjectKind, named: ObjectName): Description {
  return { guard: repeatable, alters: isRelationKind(objectKind) ? [plain(named)] : [] };
}

function renaming(action: ActionOf<"rename">): { from: NamedObject; to: NamedObject } {
  const { objectKind, object: named, part, to } = action;
  const from =
    part === undefined
      ? object(objectKind, named)
      : { objectKind: partKinds[objectKind] ?? objectKind, name: part, on: plain(named) };
  return { from, to: { ...from, name: to } };
}

/** What a part is called where it is created and dropped. */
const partKinds: Readonly<Record<string, ObjectKind>> = { ATTRIBUTE: "COLUMN" };

/** IF EXISTS asks for the relation, so that it guards the relation's own name alone. */
function moveGuard({ guarded }: { readonly guarded: boolean }, objectKind: ObjectKind): Guard {
  return isRelationKind(objectKind) || objectKind === "INDEX"
    ? guardedBy(guarded, { kind: "alter-if-exists", objectKind })
    : askCatalog(catalogs[objectKind] ?? "the catalog");
}

const catalogs: Readonly<Record<string, string>> = {
  AGGREGATE: "pg_proc",
  ATTRIBUTE: "pg_attribute",
  COLUMN: "information_schema.columns",
  DOMAIN: "pg_type",
  "DOMAIN CONSTRAINT": "pg_constraint",
  EXTENSION: "pg_extension",
  FUNCTION: "pg_proc",
  POLICY: "pg_policies",
  PROCEDURE: "pg_proc",
  ROLE: "pg_roles",
  ROUTINE: "pg_proc",
  RULE: "pg_rules",
  SCHEMA: "pg_namespace",
  CONSTRAINT: "pg_constraint",
  TRIGGER: "pg_trigger",
  TYPE: "pg_type",
};

/** ALTER TYPE … ADD VALUE and RENAME VALUE. */
function alterEnum({ name, adds, renames, guarded }: ActionOf<"alter-enum">): Description {
  const value = (label: string): NamedObject => ({
    objectKind: "ENUM VALUE",
    name: label,
    on: name,
  });
  if (renames === undefined) return { guard: ifNotExists(guarded), creates: [value(adds ?? "")] };
  return {
    guard: askCatalog("pg_enum"),
    renames: [{ from: value(renames.from), to: value(renames.to) }],
    writes: [{ type: name }],
  };
}

function alterDomain({ name, does, constraint, guarded }: ActionOf<"alter-domain">): Description {
  const named: NamedObject = {
    objectKind: "DOMAIN CONSTRAINT",
    on: name,
    ...(constraint !== undefined && { name: constraint }),
  };
  if (does === "drop-constraint") return { guard: ifExists(guarded), drops: [named] };
  if (does !== "add-constraint") return { guard: repeatable };
  return constraint === undefined
    ? { guard: unguardable({ kind: "name", object: named }), creates: [named] }
    : { guard: askCatalog("pg_constraint"), creates: [named] };
}

function askBefore(catalog: string, command: string): Guard {
  return unguardable({ kind: "ask-before", catalog, command });
}

function createOther(action: ActionOf<"create-other">): Description {
  const { objectKind, name = { name: "" } } = action;
  const named = object(objectKind, name);
  const outsideTransaction = createdOutside[objectKind];
  if (objectKind === "FOREIGN SCHEMA") return { guard: dropFirst({ objectKind: "FOREIGN TABLE" }) };
  if (objectKind === "TABLESPACE")
    return {
      guard: askBefore("pg_tablespace", "CREATE TABLESPACE"),
      creates: [named],
      outsideTransaction,
    };
  return { guard: otherGuard(action, named), creates: [named], outsideTransaction };
}

function otherGuard(
  { objectKind, guarded, replace }: ActionOf<"create-other">,
  named: NamedObject,
): Guard {
  if (/^(?:SERVER|USER MAPPING|COLLATION)$/.test(objectKind)) return ifNotExists(guarded);
  return /^(?:LANGUAGE|TRANSFORM|AGGREGATE)$/.test(objectKind)
    ? orReplace(objectKind, replace)
    : dropFirst(named);
}

const createdOutside: Readonly<Record<string, OutsideTransaction>> = {
  TABLESPACE: "CREATE TABLESPACE",
  SUBSCRIPTION: "CREATE SUBSCRIPTION",
};

const droppedOutside: Readonly<Record<string, OutsideTransaction>> = {
  TABLESPACE: "DROP TABLESPACE",
  SUBSCRIPTION: "DROP SUBSCRIPTION",
};

function alteredOutside(action: ActionOf<"alter-other">): OutsideTransaction | undefined {
  const { objectKind, options, refreshes } = action;
  if (objectKind === "SYSTEM") return "ALTER SYSTEM";
  if (objectKind === "DATABASE")
    return "tablespace" in options ? "ALTER DATABASE … SET TABLESPACE" : undefined;
  if (objectKind !== "SUBSCRIPTION") return undefined;
  if (refreshes) return "ALTER SUBSCRIPTION with a refresh";
  if ("failover" in options) return "ALTER SUBSCRIPTION … SET (failover)";
  return "two_phase" in options ? "ALTER SUBSCRIPTION … SET (two_phase)" : undefined;
}

/** What sets its members may be repeated; what adds or drops some may not. */
function alterOtherGuard({ objectKind, does, guarded }: ActionOf<"alter-other">): Guard {
  if (does === "set") return repeatable;
  switch (objectKind) {
    case "EXTENSION":
      return askCatalog("pg_depend");
    case "OPERATOR FAMILY":
      return askCatalog("pg_amop and pg_amproc");
    case "PUBLICATION":
    case "SUBSCRIPTION":
      return guardedBy(false, { kind: "set-members", objectKind });
    case "TEXT SEARCH CONFIGURATION":
      return does === "drop" ? ifExists(guarded) : dropFirst({ objectKind: "MAPPING" });
    default:
      return guardedBy(false, { kind: "set-options" });
  }
}
