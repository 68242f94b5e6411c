import {
  flattened,
  routineBody,
  type Action,
  type RelationName,
  type RoutineBody,
} from "../sql/statement/index.ts";
import type { Routine } from "./objects.ts";
import type { Schema } from "./schema.ts";

/** What the functions and procedures do that an action calls, as far as the migrations show. */
export interface CalledCode {
  /** Each at the place of the call. */
  readonly actions: readonly Action[];
  /** The functions that no migration makes, and those whose body cannot be read. */
  readonly unread: readonly RelationName[];
}

/** Looks into what SELECT, CALL and DO call; functions that these call are looked into too. */
export function calledBy(action: Action, schema: Schema): CalledCode {
  return codeOf(namesCalled(action), schema, { at: action.at, depth: 0 });
}

const deepest = 5;

function codeOf(
  names: readonly RelationName[],
  schema: Schema,
  { at, depth }: { readonly at: number; readonly depth: number },
): CalledCode {
  const found: CalledCode[] = names.map((name) => {
    const [routine, ...overloads] = schema.routinesNamed(name);
    if (routine === undefined || overloads.length > 0 || depth === deepest)
      return { actions: [], unread: [name] };
    const { actions, calls, dynamic } = bodyOf(routine);
    const inner = codeOf([...calls, ...actions.flatMap(namesCalled)], schema, {
      at,
      depth: depth + 1,
    });
    return {
      actions: [...actions.map((one) => ({ ...one, at })), ...inner.actions],
      unread: [...(dynamic ? [name] : []), ...inner.unread],
    };
  });
  return {
    actions: found.flatMap((one) => one.actions),
    unread: found.flatMap((one) => one.unread),
  };
}

function namesCalled(action: Action): readonly RelationName[] {
  switch (action.kind) {
    case "select":
      return action.query.functions;
    case "call":
      return [action.name];
    case "do-block":
      return [...action.calls, ...flattened(action.actions).flatMap(namesInBlock)];
    default:
      return [];
  }
}

function namesInBlock(action: Action): readonly RelationName[] {
  return action.kind === "do-block" ? [] : namesCalled(action);
}

/** What a function in SQL calls that is no more than one expression; undefined for others. */
export function calledInExpression(routine: Routine): readonly RelationName[] | undefined {
  const { returned } = routine;
  if (returned !== undefined) return returned.hasSubquery ? undefined : returned.functions;
  const [only, ...others] = bodyOf(routine).actions;
  const isExpression = only?.kind === "select" && only.query.isExpression && others.length === 0;
  return isExpression ? only.query.functions : undefined;
}

/** A function is called more than once. */
const bodies = new WeakMap<Routine, RoutineBody>();

function bodyOf(routine: Routine): RoutineBody {
  const known = bodies.get(routine) ?? routineBody(routine);
  bodies.set(routine, known);
  return known;
}
