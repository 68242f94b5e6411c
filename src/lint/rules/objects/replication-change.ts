import { shownName, type Action } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { Report } from "../../report.ts";
import { listing } from "../listing.ts";

export default defineRule({
  name: "replication-change",
  severity: "warning",
  stake: "breakage",
  sets: ["safety", "recommended"],
  summary: "What takes changes away from subscribers, or makes this database one",
  why: `A subscription whose publication is gone gets no more changes, or stops with an error, while its slot keeps the publisher's WAL until somebody looks; a table that leaves a publication stays
in the subscriber as it is, without a word. A new subscription connects to another server, copies all rows of its tables, and writes to them from then on,
in every database where the migration runs: in tests and on laptops too. A subscription that is dropped gives up its place in the publisher's changes.`,
  instead: `Add to a publication with ALTER PUBLICATION … ADD TABLE, which changes nothing for the other tables; take away from it once no
subscriber needs it, and say so:

\`\`\`sql
-- pgmaestro-ignore replication-change: the warehouse reads orders by itself since May
ALTER PUBLICATION warehouse DROP TABLE orders;
\`\`\`

Make subscriptions by hand, or by what sets up the server: to which one they connect depends on where they are.`,
  exempt: "CREATE PUBLICATION; ALTER PUBLICATION … ADD; the down section.",
  check: {
    action(action, context) {
      const { actions } = context.statement;
      if (context.direction === "down" || (action.kind === "drop" && action !== actions[0])) return;
      const report = reportOf(action, actions);
      if (report !== undefined) context.report(report);
    },
  },
});

/** @param all what the statement does; DROP names several at once */
function reportOf(action: Action, all: readonly Action[]): Report | undefined {
  if (!("objectKind" in action)) return undefined;
  const { kind, objectKind } = action;
  if (objectKind === "PUBLICATION") {
    if (kind === "drop")
      return {
        message: `Subscriptions to ${listing(all.flatMap(namesDropped))} get no more changes, and may stop with an error.`,
        help: "Drop the subscriptions first, or refresh them without it.",
      };
    if (kind === "alter-other" && action.does === "drop")
      return {
        message:
          "Subscribers get no more changes of what leaves the publication, and nothing says so.",
        help: "Look for subscribers that need it first.",
      };
  }
  if (objectKind !== "SUBSCRIPTION") return undefined;
  if (kind === "create-other")
    return {
      message:
        "Wherever this runs, it connects to another server, copies all rows of its tables, and writes to them from then on.",
      help: "Create the subscription by hand, where it is meant.",
    };
  return kind === "drop-other"
    ? {
        message: `Changes of the publisher no longer arrive, and the place of ${shownName([action.object.name])} among them is lost.`,
        help: "Drop it by hand, once nobody reads what it brings.",
      }
    : undefined;
}

function namesDropped(action: Action): string[] {
  return action.kind === "drop" ? [shownName([action.object.name])] : [];
}
