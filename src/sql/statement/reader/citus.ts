import type { Node, SelectStmt } from "@pgsql/types";
import { type CitusFunction, isTrueText, nameOfToken, tokens } from "../../text/index.ts";
import type { Action } from "../action.ts";
import type { CitusAction, ColocateWith } from "../citus-action.ts";
import type { At, QuerySummary, RelationName } from "../parts.ts";
import { constantText } from "./constant.ts";
import { namesOf, nameFrom } from "./name.ts";
import type { Tree } from "./reader.ts";
import { walkTree } from "./tree-walk.ts";
import type { Place } from "./type.ts";

/** What a SELECT does by functions of Citus. */
export interface CitusCalls {
  readonly actions: readonly Action[];
  /** The functions that the actions tell of. */
  readonly functions: QuerySummary["functions"];
}

/** The calls of Citus's functions whose arguments are written out. */
export function citusCalls(select: SelectStmt, place: Place): CitusCalls {
  const found = callsIn(select).map((call) => ({ call, action: actionOf(call, select, place) }));
  const isUnread = found.some(({ action }) => action === undefined);
  return {
    actions: found.flatMap(({ action }) => action ?? []),
    functions: isUnread ? [] : found.map(({ call }) => nameFrom(namesOf(call.funcname))),
  };
}

type Call = Tree<"FuncCall">;

function callsIn(select: SelectStmt): Call[] {
  const calls: Call[] = [];
  walkTree(
    [select.targetList, select.fromClause],
    {
      FuncCall: (node) => {
        const { schema, name } = nameFrom(namesOf(node.funcname));
        const isPlain = schema === undefined || schema === "pg_catalog";
        if (isPlain && Object.hasOwn(readers, name)) calls.push(node);
      },
    },
    undefined,
  );
  return calls;
}

function actionOf(call: Call, select: SelectStmt, place: Place): CitusAction | undefined {
  const { read, parameters } = readers[nameFrom(namesOf(call.funcname)).name as CitusFunction];
  const given = argumentsOf(call, parameters);
  if (given === undefined) return undefined;
  const fields = read(given, select.whereClause !== undefined);
  return fields && { at: place(call.location), ...fields };
}

/** The values of a call by the names of its parameters; those that are NULL are not among them. */
type Given = Readonly<Record<string, string | undefined>>;

/** Undefined where one of them is no constant. */
function argumentsOf({ args = [] }: Call, parameters: readonly string[]): Given | undefined {
  const given: Record<string, string | undefined> = {};
  for (const [index, node] of args.entries()) {
    const isNamed = "NamedArgExpr" in node;
    const name = isNamed ? (node.NamedArgExpr.name ?? "") : (parameters[index] ?? "");
    const value = constantIn(isNamed ? node.NamedArgExpr.arg : node);
    if (value === undefined) return undefined;
    if (value !== null) given[name] = value;
  }
  return given;
}

/** A constant, with casts or without, as text. */
function constantIn(node: Node | undefined): string | null | undefined {
  if (node === undefined) return undefined;
  if ("TypeCast" in node) return constantIn(node.TypeCast.arg);
  if (!("A_Const" in node)) return undefined;
  return node.A_Const.isnull ? null : constantText(node.A_Const);
}

type WithoutAt<Union> = Union extends At ? Omit<Union, "at"> : never;

interface Reader {
  readonly parameters: readonly string[];
  /** Undefined where Citus would refuse the call. */
  readonly read: (given: Given, guarded: boolean) => WithoutAt<CitusAction> | undefined;
}

const distributing = (concurrently: boolean): Reader => ({
  parameters: [
    ...["table_name", "distribution_column", "distribution_type"],
    ...["colocate_with", "shard_count"],
  ],
  read: (given, guarded) =>
    ofTable(given, (relation) => ({
      kind: "distribute-table",
      ...{ relation, concurrently, guarded },
      ...distributionOf(given),
      ...colocationOf(given),
    })),
});

const whole = (as: "reference" | "managed-local"): Reader => ({
  parameters: ["table_name", "cascade_via_foreign_keys"],
  read: (given, guarded) =>
    ofTable(given, (relation) => ({
      kind: "distribute-table",
      ...{ relation, as, concurrently: false, guarded },
    })),
});

const ofSchema = (to: "distributed" | "local"): Reader => ({
  parameters: ["schemaname"],
  read: ({ schemaname }, guarded) => {
    const schema = nameIn(schemaname)?.name;
    return schema === undefined ? undefined : { kind: "distribute-schema", schema, to, guarded };
  },
});

/** Source: Citus 12.1, `src/backend/distributed/sql/udfs`. */
const readers: Readonly<Record<CitusFunction, Reader>> = {
  create_distributed_table: distributing(false),
  create_distributed_table_concurrently: distributing(true),
  create_reference_table: whole("reference"),
  citus_add_local_table_to_metadata: whole("managed-local"),
  alter_distributed_table: {
    parameters: [
      ...["table_name", "distribution_column", "shard_count"],
      ...["colocate_with", "cascade_to_colocated"],
    ],
    read: (given) =>
      ofTable(given, (relation) => ({
        kind: "alter-distribution",
        relation,
        ...columnOf(given),
        ...colocationOf(given),
        cascade: isTrueText(given["cascade_to_colocated"]),
        movesRows: true,
      })),
  },
  update_distributed_table_colocation: {
    parameters: ["table_name", "colocate_with"],
    read: (given) =>
      ofTable(given, (relation) => ({
        kind: "alter-distribution",
        ...{ relation, ...colocationOf(given), cascade: false, movesRows: false },
      })),
  },
  undistribute_table: {
    parameters: ["table_name", "cascade_via_foreign_keys"],
    read: (given, guarded) =>
      ofTable(given, (relation) => ({
        kind: "undistribute-table",
        ...{ relation, cascade: isTrueText(given["cascade_via_foreign_keys"]), guarded },
      })),
  },
  citus_schema_distribute: ofSchema("distributed"),
  citus_schema_undistribute: ofSchema("local"),
  create_distributed_function: {
    parameters: [
      ...["function_name", "distribution_arg_name"],
      ...["colocate_with", "force_delegation"],
    ],
    read: ({ function_name: written, distribution_arg_name: argument }) => {
      const name = nameIn(written?.replace(/\(.*/s, ""));
      return name && { kind: "distribute-function", name, ...(argument && { argument }) };
    },
  },
};

function ofTable(
  { table_name: written }: Given,
  action: (relation: RelationName) => WithoutAt<CitusAction>,
): WithoutAt<CitusAction> | undefined {
  const relation = nameIn(written);
  return relation && action(relation);
}

function distributionOf(given: Given) {
  const { distribution_column: column, distribution_type: method = "hash" } = given;
  if (column === undefined) return { as: "single-shard" as const };
  return { as: "distributed" as const, column, method };
}

function columnOf({ distribution_column: column }: Given) {
  return column === undefined ? {} : { column };
}

function colocationOf({ colocate_with: written, shard_count: shards }: Given) {
  const colocateWith = colocatedIn(written);
  return {
    ...(colocateWith && { colocateWith }),
    ...(shards !== undefined && { shardCount: Number(shards) }),
  };
}

function colocatedIn(written: string | undefined): ColocateWith | undefined {
  if (written === undefined || written === "default") return undefined;
  return written === "none" ? written : nameIn(written);
}

/** A name as `regclass` reads it. */
function nameIn(written: string | undefined): RelationName | undefined {
  const names = tokens(written ?? "").filter(({ kind }) => kind === "word" || kind === "quoted");
  return names.length === 0 ? undefined : nameFrom(names.map(nameOfToken));
}
