import type { Node } from "@pgsql/types";
import type { RelationName } from "./facts.ts";
import { parseTrees } from "./reader/parser.ts";

/** An INSERT, as far as recognising its rows again is concerned. */
export interface Insert {
  readonly relation: RelationName;
  /** The columns that it names; absent where it names none. */
  readonly columns?: readonly string[];
  /** For each of its values, in order, whether it is given: DEFAULT is not. */
  readonly given: readonly boolean[];
  /** Whether its rows come from tables, so that they are others in another database. */
  readonly readsTables: boolean;
}

/** The INSERT statements of a text. `loadParser` must have been awaited before. */
export function insertsOf(text: string): Insert[] {
  return parseTrees(text).flatMap(({ tree }) => insertIn(tree));
}

function insertIn(tree: Node): Insert[] {
  if (!("InsertStmt" in tree)) return [];
  const { relation, cols, selectStmt } = tree.InsertStmt;
  const columns = (cols ?? []).flatMap((col) => ("ResTarget" in col ? [col.ResTarget.name!] : []));
  return [
    {
      relation: {
        ...(relation?.schemaname !== undefined && { schema: relation.schemaname }),
        name: relation!.relname!,
      },
      ...(columns.length > 0 && { columns }),
      given: givenValues(selectStmt),
      readsTables: readsTables(selectStmt),
    },
  ];
}

function givenValues(select: Node | undefined): boolean[] {
  if (select === undefined || !("SelectStmt" in select)) return [];
  const { targetList = [], valuesLists = [] } = select.SelectStmt;
  const lists = valuesLists.map((list) => ("List" in list ? (list.List.items ?? []) : []));
  const [first = targetList] = lists;
  return first.map((_, place) => lists.every((list) => !("SetToDefault" in list[place]!)));
}

/** Asking in WHERE whether a row is there already reads no rows to insert. */
function readsTables(select: Node | undefined): boolean {
  if (select === undefined || !("SelectStmt" in select)) return false;
  const { fromClause = [], targetList = [], valuesLists = [] } = select.SelectStmt;
  return JSON.stringify([fromClause, targetList, valuesLists]).includes('"RangeVar"');
}
