import { sources } from "./sources.ts";
import { fits } from "./table.ts";

/** A table, and whose it is where it is a tool's. */
export interface TableOfTool {
  readonly schema: string;
  readonly name: string;
  /** As the tool is written in prose. */
  readonly tool: string;
}

interface TableWithColumns {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
}

/** The tables that migration tools keep for themselves: histories, known by name and columns, and what stands beside one. */
export function tablesOfTools(tables: readonly TableWithColumns[]): TableOfTool[] {
  return tables.flatMap(({ schema, name, columns }) => {
    const source = sources.find((one) => one.table.name === name && fits({ columns }, one.table));
    if (source === undefined) return [];
    const beside = tables.filter(
      (other) => other.schema === schema && source.beside?.includes(other.name),
    );
    return [name, ...beside.map((other) => other.name)].map((own) => ({
      schema,
      name: own,
      tool: source.title,
    }));
  });
}
