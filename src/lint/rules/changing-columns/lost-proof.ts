import type { ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { proofsOf } from "../../../locks/table/index.ts";

/** Why a constraint proves nothing to a SET NOT NULL that stands in one statement with it. */
export interface LostProof {
  readonly constraint: string;
  readonly by: "dropped" | "validated";
}

/** The constraint that would prove a SET NOT NULL, if the same ALTER TABLE did not drop or validate it. */
export function lostProof(
  { relation, column }: ActionOf<"set-not-null">,
  { schema, together }: StatementContext,
): LostProof | undefined {
  const proofs = proofsOf(schema.relation(relation), column);
  const does =
    (kind: "drop-constraint" | "validate-constraint") => (constraint: { name: string }) =>
      together.some((other) => other.kind === kind && other.name === constraint.name);
  const valid = proofs.filter((proof) => proof.valid);
  if (valid.some((proof) => !does("drop-constraint")(proof))) return undefined;
  const [dropped] = valid;
  if (dropped !== undefined) return { constraint: dropped.name, by: "dropped" };
  const validated = proofs.find(does("validate-constraint"));
  return validated && { constraint: validated.name, by: "validated" };
}
