import { isBuiltIn } from "../../../locks/table/index.ts";
import {
  inputsOf,
  isRoutineKind,
  shownName,
  type Action,
  type ObjectName,
} from "../../../sql/statement/index.ts";
import { inputTypes, type Routine } from "../../../schema/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Report } from "../../report.ts";

/** A function that is named with other arguments than all have of its name. */
export function missingRoutine(action: Action, context: StatementContext): Report | undefined {
  const found = namedBy(action);
  if (found?.argumentTypes === undefined || isBuiltIn({ name: found.name })) return undefined;
  const { argumentTypes } = found;
  const known = context.schema.routinesNamed(found);
  if (known.length === 0 || known.some((one) => mayTake(one, argumentTypes))) return undefined;
  const shown = shownName([found.name]);
  return {
    message: `There is no function ${shown}(${argumentTypes.join(", ")}) at this point, only ${known.map((one) => `${shown}(${inputTypes(one)})`).join(", ")}: PostgreSQL refuses the statement.`,
    help: "Correct the types of its arguments.",
  };
}

function namedBy(action: Action): ObjectName | undefined {
  switch (action.kind) {
    case "drop":
    case "rename":
      return isRoutineKind(action.objectKind) && !action.guarded ? action.object : undefined;
    case "comment":
      return isRoutineKind(action.objectKind) ? action.object : undefined;
    case "alter-function":
      return action.object;
    default:
      return undefined;
  }
}

function mayTake(routine: Routine, types: readonly string[]): boolean {
  return isLike(inputsOf(routine), types) || isLike(routine.arguments, types);
}

/** By the last part of each name: the schema may be written in one place only. */
function isLike(own: Routine["arguments"], written: readonly string[]): boolean {
  return (
    own.length === written.length &&
    own.every(({ type }, index) => base(type) === base(written[index]!))
  );
}

function base(type: string): string {
  return type
    .replace(/^(?:setof|variadic) /i, "")
    .replace(/\([^)]*\)/, "")
    .replace(/^.*\./, "")
    .replaceAll('"', "")
    .toLowerCase();
}
