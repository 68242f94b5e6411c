import type { Action, CreateFunction } from "./action.ts";
import type { Argument, RelationName } from "./parts.ts";
import { blockActions } from "./reader/actions.ts";
import { blockOf } from "./reader/block.ts";
import { parseStatements } from "./statements.ts";

/** What a function or procedure does when it is called. */
export interface RoutineBody {
  /** The statements that can be read, in order. */
  readonly actions: readonly Action[];
  /** The functions that its conditions, assignments and loops call. */
  readonly calls: readonly RelationName[];
  /** The relations that those read. */
  readonly reads: readonly RelationName[];
  /** Whether it does more than can be read. */
  readonly dynamic: boolean;
}

type Routine = Pick<CreateFunction, "language" | "arguments" | "returns" | "body">;

/** What the body of a function does, as far as it can be read: in SQL and PL/pgSQL, given as a string. */
export function routineBody(routine: Routine): RoutineBody {
  const { language, body } = routine;
  if (body === undefined) return nothing;
  if (language === "sql") return sqlBody(body);
  const { queries, calls, reads, dynamic } = blockOf(language, body, headOf(routine));
  return { actions: blockActions(queries), calls, reads, dynamic };
}

const nothing: RoutineBody = { actions: [], calls: [], reads: [], dynamic: true };

function sqlBody(body: string): RoutineBody {
  try {
    const actions = parseStatements(body).flatMap((statement) => statement.actions);
    return { ...nothing, actions, dynamic: false };
  } catch {
    return nothing;
  }
}

/** Its names and types are what the parser has to know of the variables in the body. */
function headOf({ arguments: all, returns }: Routine): string {
  return `CREATE FUNCTION f(${all.map(written).join(", ")}) RETURNS ${returns ?? "void"} LANGUAGE plpgsql AS`;
}

function written({ name, type, mode }: Argument): string {
  const quoted = name === undefined ? "" : `"${name.replaceAll('"', '""')}" `;
  return `${mode === "table" ? "out" : mode} ${quoted}${type}`;
}
