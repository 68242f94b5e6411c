import { defineRule } from "../../define-rule.ts";
import type { ActionOf, Action } from "../../../sql/summary/index.ts";

export default defineRule({
  name: "dump-preamble",
  severity: "warning",
  stake: "failure",
  sets: ["safety", "recommended", "conventions"],
  summary: "The settings that pg_dump writes at the top of its output",
  why: `They count for the session, not for the transaction: \`statement_timeout = 0\` and \`lock_timeout = 0\` switch off the limits that the runner set, and
\`set_config('search_path', '', false)\` leaves the migrations that follow without a search path.`,
  instead: "Delete the settings, and write the schema before each name, as pg_dump did.",
  check: {
    section(context) {
      const settings = context.actions.filter(isOfDump);
      const [first] = settings;
      if (first === undefined || !settings.some(doesHarm)) return;
      if (new Set(settings.map(({ name }) => name)).size < 2) return;
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

type Setting = ActionOf<"set">;

/** Source: `_doSetFixedOutputState` and `selectSourceSchema` of pg_dump. */
const ofDump =
  /^(?:statement_timeout|lock_timeout|idle_in_transaction_session_timeout|transaction_timeout|client_encoding|standard_conforming_strings|search_path|check_function_bodies|xmloption|client_min_messages|row_security|default_tablespace|default_table_access_method)$/;

function isOfDump(action: Action): action is Setting {
  return action.kind === "set" && !action.local && !action.reset && ofDump.test(action.name);
}

function doesHarm({ name, value }: Setting): boolean {
  return name === "search_path" ? value === "" : name.endsWith("_timeout") && value === "0";
}

function harms(settings: readonly Setting[]): string {
  const harmful = settings.filter(doesHarm);
  const hasTimeout = harmful.some(({ name }) => name !== "search_path");
  const hasPath = harmful.some(({ name }) => name === "search_path");
  return [
    ...(hasTimeout ? ["no timeout holds any more"] : []),
    ...(hasPath ? ["names without a schema are found no more"] : []),
  ].join(", and ");
}
