import type { A_Const } from "@pgsql/types";

/** A constant as text; numbers and booleans as SQL writes them. Zero and false are left out of a tree. */
export function constantText({ sval, fval, boolval, ival }: A_Const): string {
  if (sval !== undefined) return sval.sval ?? "";
  if (fval !== undefined) return fval.fval ?? "";
  if (boolval !== undefined) return String(boolval.boolval ?? false);
  return String(ival?.ival ?? 0);
}
