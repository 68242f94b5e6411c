import { shownName } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "concurrent-index-guard-hides-invalid",
  severity: "notice",
  stake: "failure",
  sets: [],
  summary: "CREATE INDEX CONCURRENTLY IF NOT EXISTS, which takes an invalid index for the real one",
  why: `A build that fails, for duplicates, a timeout or a cancel, leaves an invalid index. The next CREATE INDEX CONCURRENTLY IF NOT
EXISTS succeeds with a NOTICE and leaves it invalid (measured): queries never use it, and a unique one does not hold. pgmaestro
drops the invalid index before it builds again and refuses to record an invalid one as done, so this is for projects whose
migrations other tools run too.`,
  instead: `Where other tools run the file, drop what a failed attempt may have left first:

\`\`\`sql
-- first migration
DROP INDEX CONCURRENTLY IF EXISTS orders_user_id_idx;

-- second migration
CREATE INDEX CONCURRENTLY orders_user_id_idx ON orders (user_id);
\`\`\``,
  exempt: `Off by default, since pgmaestro itself looks after invalid indexes; silent where the section drops the index of that name
before.`,
  kinds: ["create-index"],
  check: {
    action(action, context) {
      if (!action.concurrently || !action.guarded) return;
      const before = context.section.statements.slice(0, context.index);
      const isDropped = before.some(({ actions }) =>
        actions.some((one) => one.kind === "drop" && one.object.name === action.name),
      );
      if (isDropped) return;
      context.report({
        message: `Where another tool than pgmaestro runs this again after a failed build, IF NOT EXISTS takes the invalid ${action.name} for the real index.`,
        help: `Write DROP INDEX CONCURRENTLY IF EXISTS ${shownName([action.name!])} in a migration before this one, or leave the file to pgmaestro.`,
      });
    },
  },
});
