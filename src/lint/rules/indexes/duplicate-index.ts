import { defineRule } from "../../define-rule.ts";
import { isSameIndex } from "../../../schema/index.ts";
import { described, newIndexes } from "./index-coverage.ts";

export default defineRule({
  name: "duplicate-index",
  severity: "warning",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "An index that is the same as one that is there",
  why: `Every INSERT and most UPDATEs write to every index of a table, and VACUUM reads each of them; the second of two equal ones only
costs. UNIQUE and PRIMARY KEY have an index of their own already.`,
  instead: "Leave the statement out.",
  exempt: `Indexes that differ in method, columns, order, operator class, collation, condition, INCLUDE or uniqueness (see \`redundant-index\`); where
the migration drops the other one; in a down section, one that was there before.`,
  check: {
    section(context) {
      const created = newIndexes(context);
      for (const [place, { index, table, action, end }] of created.entries()) {
        const later = created.slice(place + 1).map((one) => one.index);
        const same = [...table.indexes.values()].find(
          (other) => other !== index && !later.includes(other) && isSameIndex(index, other),
        );
        if (same === undefined) continue;
        context.report({
          message: `${index.name} is the same as ${described(same)}: it only makes writes slower.`,
          help: "Leave the statement out.",
          at: action.at,
          end,
        });
      }
    },
  },
});
