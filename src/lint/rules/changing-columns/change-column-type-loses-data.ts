import {
  shownName,
  shownType,
  type Expression,
  type TypeSummary,
} from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { changedType, commandOf, dependsOnTimeZone, type ChangedType } from "./changed-type.ts";
import { lossOf } from "./lossy-change.ts";
import { isUtc } from "../../../locks/table/index.ts";
import { baseType } from "../../../locks/table/index.ts";

export default defineRule({
  name: "change-column-type-loses-data",
  severity: "warning",
  stake: "loss",
  sets: ["safety", "recommended"],
  summary: "ALTER COLUMN … TYPE to a type that cannot hold all values of the old one",
  why: `A narrower type either rounds and cuts silently, as from timestamp to date or to a numeric of a lower scale, or fails at the first value that does
not fit, as from bigint to integer or to a shorter varchar: in the middle of a rewrite under ACCESS EXCLUSIVE. What a USING cuts off is gone for good,
too.`,
  instead: `Look at the values on the target first, and make sure by a CHECK that no new ones come that do not fit:

\`\`\`sql
-- first migration
ALTER TABLE orders ADD CONSTRAINT orders_code_check CHECK (length(code) <= 20) NOT VALID;
-- second migration
ALTER TABLE orders VALIDATE CONSTRAINT orders_code_check;
\`\`\`

Often the CHECK is all that is needed, and the type can stay. Otherwise let a new column take the place of the old one, and keep the old one until nobody
misses its values.`,
  exempt: `Columns whose old type no migration shows; tables and columns that the same migration makes; down sections, which undo a widening.`,
  kinds: ["alter-column-type"],
  check: {
    action(action, context) {
      const changed = changedType(action, context);
      if (changed === undefined || context.direction === "down") return;
      const { relation, column } = changed.action;
      if (context.isOwn(relation) || changed.table?.temporary) return;
      if (changed.column && context.section.isOwn(changed.column)) return;
      const loss = lossIn(changed, context);
      if (loss === undefined) return;
      context.report({
        message: `${commandOf(changed)} ${loss.what} ${context.show(relation)}: ${loss.how}.`,
        help: `Look for such values first; keep the old values of ${shownName([column])} in a column of their own where they may be needed.`,
      });
    },
  },
});

/** What is lost, as the words around a table's name. */
interface Loss {
  readonly what: string;
  readonly how: string;
}

function lossIn(changed: ChangedType, context: StatementContext): Loss | undefined {
  const { column, from, to, using } = changed.change;
  if (using !== undefined && using.plainColumn?.column !== column) return lossOfUsing(using);
  if (from === undefined) return undefined;
  if (isShiftedByZone(changed, context)) return undefined;
  const types = [from, ...(using?.plainColumn?.cast ? [using.plainColumn.cast] : []), to];
  const bases = types.map((type) => baseType(type, context.schema));
  const lost = bases
    .slice(1)
    .flatMap((type, index) => lossOfStep(bases[index]!, type, changed) ?? []);
  if (lost.length === 0) return undefined;
  return { what: `narrows ${shownType(from)} in`, how: lost[0]! };
}

/** Where `timestamp-conversion-depends-on-session` has the say. */
function isShiftedByZone(changed: ChangedType, context: StatementContext): boolean {
  const { to } = changed.change;
  return dependsOnTimeZone(changed, context) && baseType(to, context.schema).name !== "date";
}

function lossOfStep(
  from: TypeSummary,
  to: TypeSummary,
  { change }: ChangedType,
): string | undefined {
  const isLocal = from.name === "timestamptz" && to.name === "timestamp";
  if (isLocal && change.timeZone !== undefined && !isUtc(change.timeZone))
    return "the hour that comes twice when the clocks go back is no longer distinguished";
  return lossOf(from, to);
}

/** Functions that give less than they are given. */
const cutting =
  /^(?:left|right|substr|substring|split_part|round|trunc|floor|ceil|ceiling|date_trunc|date_part|extract)$/;

function lossOfUsing(using: Expression): Loss | undefined {
  const what = "replaces values of";
  if (using.columns.length === 0 && !using.hasSubquery)
    return { what, how: "USING gives all rows one that does not depend on the old ones" };
  const cut = using.functions.find(({ name }) => cutting.test(name));
  return cut && { what, how: `what ${cut.name}() in USING leaves out is gone for good` };
}
