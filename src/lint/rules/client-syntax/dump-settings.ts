import type { Action, ActionOf } from "../../../sql/statement/index.ts";
import type { SectionContext } from "../../context.ts";

export type Setting = ActionOf<"set">;

/** Source: `_doSetFixedOutputState` and `selectSourceSchema` of pg_dump. */
const ofDump =
  /^(?:statement_timeout|lock_timeout|idle_in_transaction_session_timeout|transaction_timeout|client_encoding|standard_conforming_strings|search_path|check_function_bodies|xmloption|client_min_messages|row_security|default_tablespace|default_table_access_method)$/;

/** The settings with which pg_dump begins, where a section has them; what it puts back itself is none of them. */
export function dumpSettings({ actions }: Pick<SectionContext, "actions">): readonly Setting[] {
  const settings = actions.filter(isOfDump).filter((one) => !isPutBack(one, actions));
  const isPreamble = settings.some(doesHarm) && new Set(settings.map(({ name }) => name)).size >= 2;
  return isPreamble ? settings : [];
}

function isOfDump(action: Action): action is Setting {
  return action.kind === "set" && !action.local && !action.reset && ofDump.test(action.name);
}

/** Whether RESET, SET … TO DEFAULT or RESET ALL comes later. */
export function isPutBack(setting: Setting, actions: readonly Action[]): boolean {
  return actions
    .slice(actions.indexOf(setting) + 1)
    .some(
      (one) =>
        one.kind === "set" &&
        (one.name === setting.name || one.name === "all") &&
        (one.reset || one.value === undefined),
    );
}

/** Switches off what the runner set, or hides what has no schema before its name. */
export function doesHarm({ name, value }: Setting): boolean {
  return name === "search_path" ? value === "" : name.endsWith("_timeout") && value === "0";
}
