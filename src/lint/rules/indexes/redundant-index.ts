import { defineRule } from "../../define-rule.ts";
import { isLeadingPart, isSameIndex } from "../../../schema/index.ts";
import { described, newIndexes } from "./index-coverage.ts";

export default defineRule({
  name: "redundant-index",
  severity: "warning",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "A B-tree index whose columns another one begins with",
  why: `A B-tree index on (a, b) serves everything that one on (a) serves, and the index of UNIQUE (a) serves what a plain one on (a) does. Every
write and every VACUUM pays for the one that is not needed.`,
  instead: `Leave the statement out. Where the smaller index is wanted for its size, say so in an ignore comment.`,
  exempt: `Unique indexes; other methods than B-tree; partial indexes, INCLUDE, another order, operator class or collation; equal ones (see
\`duplicate-index\`); where the migration drops the other one; in a down section, one that was there before.`,
  check: {
    section(context) {
      for (const { index, table, action, end } of newIndexes(context)) {
        const wider = [...table.indexes.values()].find(
          (other) => other !== index && isLeadingPart(index, other) && !isSameIndex(index, other),
        );
        if (wider === undefined) continue;
        context.report({
          message: `${index.name} only repeats what ${described(wider)} begins with: it makes writes slower and no query faster.`,
          help: "Leave the statement out.",
          at: action.at,
          end,
        });
      }
    },
  },
});
