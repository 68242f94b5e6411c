import type { Node } from "@pgsql/types";
import type { RelationName } from "./facts.ts";
import { parseTrees } from "./statements.ts";

/** Commands that hold locks on tables, and that PostgreSQL refuses inside a transaction block, be it only at times. */
export type AloneCommand =
  | "create index concurrently"
  | "drop index concurrently"
  | "reindex"
  | "reindex concurrently"
  | "detach partition concurrently"
  | "vacuum"
  | "vacuum full"
  | "cluster";

/** What such a statement does, and to which relations. */
export interface AloneStatement {
  readonly command: AloneCommand;
  /** Tables and indexes that it names. None where it means all there are. */
  readonly relations: readonly RelationName[];
  /** The partition that is detached. */
  readonly partition?: RelationName | undefined;
}

/** Undefined for what is no such command, or no single statement. `loadParser` must have been awaited before. */
export function aloneStatement(text: string): AloneStatement | undefined {
  const [statement, ...others] = parseTrees(text);
  if (statement === undefined || others.length > 0) return undefined;
  const [[kind, node]] = Object.entries(statement.tree) as [[string, Record<string, any>]];
  return readers[kind]?.(node);
}

type Reader = (node: Record<string, any>) => AloneStatement | undefined;

const readers: Record<string, Reader> = {
  IndexStmt: ({ concurrent, relation }) =>
    concurrent ? { command: "create index concurrently", relations: named(relation) } : undefined,
  DropStmt: ({ concurrent, objects }) =>
    concurrent
      ? { command: "drop index concurrently", relations: objects.map(nameInList) }
      : undefined,
  ReindexStmt: ({ relation, params }) => ({
    command: isSet(params, "concurrently") ? "reindex concurrently" : "reindex",
    relations: named(relation),
  }),
  AlterTableStmt({ relation, cmds }) {
    const { name, concurrent } = cmds[0]?.AlterTableCmd?.def?.PartitionCmd ?? {};
    if (!concurrent) return undefined;
    const [partition] = named(name);
    return { command: "detach partition concurrently", relations: named(relation), partition };
  },
  VacuumStmt: ({ is_vacuumcmd: isVacuum, options, rels = [] }) =>
    isVacuum
      ? {
          command: isSet(options, "full") ? "vacuum full" : "vacuum",
          relations: rels.flatMap((one: any) => named(one.VacuumRelation.relation)),
        }
      : undefined,
  ClusterStmt: ({ relation }) => ({ command: "cluster", relations: named(relation) }),
};

function named(relation: { schemaname?: string; relname: string } | undefined): RelationName[] {
  if (relation === undefined) return [];
  const { schemaname: schema, relname: name } = relation;
  return [schema === undefined ? { name } : { schema, name }];
}

function nameInList({ List: { items } }: { List: { items: Node[] } }): RelationName {
  const [name, schema] = items.map((item: any) => item.String.sval as string).toReversed();
  return schema === undefined ? { name: name! } : { schema, name: name! };
}

/** `FULL`, `FULL true` and `FULL 1` are set; `FULL false`, `off` and `0` are not. */
function isSet(options: any[] | undefined, name: string): boolean {
  const option = options?.find(({ DefElem }) => DefElem.defname === name)?.DefElem;
  if (option === undefined) return false;
  const { String: text, Integer: number, Boolean: truth } = option.arg ?? {};
  const value = text?.sval ?? number?.ival ?? truth?.boolval ?? option.arg === undefined;
  return !/^(?:false|off|0)$/i.test(String(value));
}
