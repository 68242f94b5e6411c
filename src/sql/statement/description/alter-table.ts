import type { AlterTableAction } from "../table-action.ts";
import type { ActionOf } from "../action.ts";
import type { Expression, NamedObject, RelationName } from "../parts.ts";
import type { Description, Descriptions } from "./description.ts";
import {
  askCatalog,
  guardedBy,
  ifExists,
  ifNotExists,
  repeatable,
  unguardable,
  unknown,
  type Guard,
} from "./guard.ts";
import { onTable } from "./objects-by-kind.ts";
import type { Write } from "./write.ts";

type OnTable = Pick<ActionOf<"set-not-null">, "relation" | "objectKind">;

/** The commands of ALTER TABLE and its like. */
export const alterTableDescriptions: Descriptions<AlterTableAction["kind"]> = {
  "add-column": (action) => ({
    ...altering(
      action,
      action.objectKind === "TYPE" ? askCatalog("pg_attribute") : ifNotExists(action.guarded),
      [action.column.name],
    ),
    creates: [onTable("COLUMN", action.relation, action.column.name)],
  }),
  "drop-column": (action) => ({
    ...altering(action, ifExists(action.guarded), [action.column]),
    drops: [onTable("COLUMN", action.relation, action.column)],
  }),
  "alter-column-type": (action) =>
    altering(action, isPlain(action.using) ? repeatable : unknown, [action.column]),
  "set-not-null": setting,
  "drop-not-null": setting,
  "set-default": setting,
  "set-expression": (action) => altering(action, repeatable, [action.column]),
  "drop-expression": (action) => altering(action, ifExists(action.guarded), [action.column]),
  "add-identity": (action) => {
    const identity = identityOf(action);
    return { ...altering(action, askCatalog("pg_attribute")), creates: [identity] };
  },
  "drop-identity": (action) => ({
    ...altering(action, ifExists(action.guarded)),
    drops: [identityOf(action)],
  }),
  "set-identity": setting,
  "set-column-options": setting,
  "add-constraint": (action) => {
    const { name, columns } = action.constraint;
    const constraint = onTable("CONSTRAINT", action.relation, name, columns);
    const guard =
      name === undefined
        ? unguardable({ kind: "name", object: constraint })
        : askCatalog("pg_constraint");
    return { ...altering(action, guard), creates: [constraint] };
  },
  "alter-constraint": setting,
  "validate-constraint": setting,
  "drop-constraint": (action) => ({
    ...altering(action, ifExists(action.guarded)),
    drops: [onTable("CONSTRAINT", action.relation, action.name)],
  }),
  "attach-partition": (action) => inheriting(action, action.partition),
  "attach-index": setting,
  "detach-partition": (action) => ({
    ...inheriting(action, action.partition),
    outsideTransaction: action.concurrently ? "DETACH PARTITION CONCURRENTLY" : undefined,
  }),
  "row-security": setting,
  "trigger-state": setting,
  "rule-state": setting,
  "set-logged": setting,
  "set-tablespace": setting,
  "set-access-method": setting,
  "set-options": setting,
  "replica-identity": setting,
  "change-owner": setting,
  inherit: (action) => inheriting(action, action.parent),
  "cluster-on": setting,
  "alter-table-other": (action) => altering(action, otherGuards[action.command](action)),
};

/** What sets what it says, whatever it was. */
function setting(action: OnTable): Description {
  return altering(action, repeatable);
}

/** ALTER TYPE of a composite type is read as ALTER TABLE, and changes the values of all columns of the type. */
function altering(
  { relation, objectKind }: OnTable,
  guard: Guard,
  columns: readonly string[] = [],
): Description {
  if (objectKind === "TYPE") return { guard, writes: [{ type: relation }] };
  const writes: readonly Write[] = columns.length > 0 ? [{ relation, columns }] : [];
  return { guard, alters: [relation], writes };
}

function inheriting(action: OnTable, other: RelationName): Description {
  return { guard: askCatalog("pg_inherits"), alters: [action.relation, other] };
}

function identityOf({ relation, column }: ActionOf<"add-identity" | "drop-identity">): NamedObject {
  return onTable("IDENTITY", relation, column, [column]);
}

/** Without USING, or with a mere cast of a column, a second time finds nothing to change. */
function isPlain(using: Expression | undefined): boolean {
  return using === undefined || using.plainColumn !== undefined;
}

const otherGuards: {
  readonly [Command in ActionOf<"alter-table-other">["command"]]: (
    action: ActionOf<"alter-table-other">,
  ) => Guard;
} = {
  OF: () => repeatable,
  "NOT OF": () => askCatalog("pg_class"),
  OPTIONS: optionsGuard,
  "ALTER COLUMN … OPTIONS": optionsGuard,
  "SET WITHOUT OIDS": () => repeatable,
  "another command": () => unknown,
};

/** SET may be repeated; ADD and DROP may not. */
function optionsGuard({ sets }: ActionOf<"alter-table-other">): Guard {
  return sets ? repeatable : guardedBy(false, { kind: "set-options" });
}
