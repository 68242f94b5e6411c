import { nameOfToken, tokens } from "../../sql/text/index.ts";
import { writtenStep, type ChangeStep } from "./steps.ts";

/**
 * For each function whose body PostgreSQL checks when it is made, as it is SQL in a string, the steps that make what
 * the body names. Nothing in the catalogs says so. Source: PostgreSQL manual, `check_function_bodies`.
 */
export function namedInBodies(steps: readonly ChangeStep[]): Map<ChangeStep, ChangeStep[]> {
  const makers = steps.map((step) => ({ step, names: namesMade(step) }));
  const found = steps.flatMap((step): [ChangeStep, ChangeStep[]][] => {
    const body = checkedBody(step);
    if (body === undefined) return [];
    const words = new Set(tokens(body).map(nameOfToken));
    const others = makers.filter((maker) => maker.names.some((name) => words.has(name)));
    return [[step, others.map((maker) => maker.step).filter((other) => other !== step)]];
  });
  return new Map(found);
}

function checkedBody({ does }: ChangeStep): string | undefined {
  return does?.kind === "create-function" && does.language.toLowerCase() === "sql"
    ? does.body
    : undefined;
}

const named =
  /^(?:table|view|materializedView|foreignTable|function|procedure|aggregate|sequence|type|domain)$/;

function namesMade({ produces }: ChangeStep): string[] {
  return [...produces.values()]
    .filter(({ kind }) => named.test(kind))
    .map((id) => (id as { name: string }).name);
}

/** The steps between the settings that they need, where functions call each other in a circle. */
export function withUncheckedBodies(steps: readonly ChangeStep[]): ChangeStep[] {
  const place = new Map(steps.map((step, index) => [step, index]));
  const isEarly = [...namedInBodies(steps)].some(([step, others]) =>
    others.some((other) => place.get(other)! > place.get(step)!),
  );
  if (!isEarly) return [...steps];
  return [
    writtenStep("SET check_function_bodies = off", []),
    ...steps,
    writtenStep("RESET check_function_bodies", []),
  ];
}
