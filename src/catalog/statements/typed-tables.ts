import { propertyOf } from "../digest/definitions.ts";
import type { Catalog } from "../read.ts";
import { shownName } from "../../sql/statement/index.ts";
import type { ChangeStep } from "./steps.ts";

/**
 * Steps without those that change the columns of a typed table: what changes the type's attributes does that, and loses what they lose.
 * Source: PostgreSQL manual, ALTER TYPE, "CASCADE".
 */
export function withoutColumnsOfTypes(
  steps: readonly ChangeStep[],
  { definitions }: Catalog,
): ChangeStep[] {
  const isTyped = (table: string) =>
    propertyOf({ kind: "table", name: table }, "type", definitions) !== undefined;
  const implied = new Set(steps.filter((step) => isTyped(tableIn(step) ?? "")));
  const losesData = [...implied].some((step) => step.losesData);
  return steps
    .filter((step) => !implied.has(step))
    .map((step) => (losesData && takesAttribute(step) ? { ...step, losesData } : step));
}

/** The table of which a step adds, drops or retypes a column. */
function tableIn({ does }: ChangeStep): string | undefined {
  switch (does?.kind) {
    case "add-column":
    case "drop-column":
    case "alter-column-type":
      return does.relation.schema && shownName([does.relation.schema, does.relation.name]);
    default:
      return undefined;
  }
}

function takesAttribute({ destroys }: ChangeStep): boolean {
  return [...destroys.values()].some(({ kind }) => kind === "typeAttribute");
}
