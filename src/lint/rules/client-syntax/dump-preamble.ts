import { defineRule } from "../../define-rule.ts";
import { doesHarm, dumpSettings, type Setting } from "./dump-settings.ts";

export default defineRule({
  name: "dump-preamble",
  severity: "warning",
  stake: "failure",
  sets: ["safety", "recommended", "conventions"],
  summary: "The settings that pg_dump writes at the top of its output",
  why: `They count for the session, not for the transaction: \`statement_timeout = 0\` and \`lock_timeout = 0\` switch off the limits that the runner set, and
\`set_config('search_path', '', false)\` leaves the migrations that follow without a search path.`,
  instead: "Delete the settings, and write the schema before each name, as pg_dump did.",
  exempt: "A setting that the same section puts back.",
  check: {
    section(context) {
      const settings = dumpSettings(context);
      const [first] = settings;
      if (first === undefined) return;
      const last = context.statements.find((one) => one.end > settings.at(-1)!.at)!;
      context.report({
        at: first.at,
        end: last.end,
        message: `pg_dump's settings stay in force for the whole session: ${harms(settings)}.`,
        help: "Delete them.",
      });
    },
  },
});

function harms(settings: readonly Setting[]): string {
  const harmful = settings.filter(doesHarm);
  const hasTimeout = harmful.some(({ name }) => name !== "search_path");
  const hasPath = harmful.some(({ name }) => name === "search_path");
  return [
    ...(hasTimeout ? ["no timeout holds any more"] : []),
    ...(hasPath ? ["names without a schema are found no more"] : []),
  ].join(", and ");
}
