import { InvalidRequestError } from "../errors/index.ts";
import { prefixOf } from "../migrations/index.ts";
import type { Selection } from "../plan/index.ts";
import { countOrName } from "./arguments.ts";
import { refusePrefixAsCount } from "./context.ts";
import type { Flags } from "./sourced.ts";

/** Which migrations `up` and `plan` are asked for. */
export function upSelection(flags: Flags, given: readonly string[]): Selection {
  const { to, only } = flags as { to?: string; only?: string };
  refuseSeveral({ [given.join(" ")]: given[0], "--to": to, "--only": only });
  const asked = positional(flags, given);
  return { ...asked, to, only: only ?? asked.only };
}

/** Which migrations `down` is asked for. */
export function downSelection(flags: Flags, given: readonly string[]): Selection {
  const { to, all } = flags as { to?: string; all?: boolean };
  refuseSeveral({ [given.join(" ")]: given[0], "--to": to, "--all": all });
  if (to === undefined && !all) refuseTimestampOfAll("down", flags, given);
  return { ...positional(flags, given), to, all };
}

/** Which migrations `redo` is asked for. */
export function redoSelection(flags: Flags, given: readonly string[]): Selection {
  refuseTimestampOfAll("redo", flags, given);
  return positional(flags, given);
}

/** A count, a name or, with --timestamp, a migration's number. */
function positional(flags: Flags, given: readonly string[]): Selection {
  const { count, name } = countOrName(...given);
  if (flags["timestamp"] && count !== undefined) return { prefix: prefixOf(given[0]!)! };
  refusePrefixAsCount(count);
  return { count, only: name };
}

/** Every migration's number is at least the one that is not given. */
function refuseTimestampOfAll(command: string, flags: Flags, given: readonly string[]): void {
  if (!flags["timestamp"] || given.length > 0) return;
  throw new InvalidRequestError(
    `${command} --timestamp without a number would roll back everything`,
    `Give the number to roll back from: \`pgmaestro ${command} --timestamp 1730000000001\`; for everything, write \`down --all\`.`,
  );
}

/** @throws InvalidRequestError where more than one of these is given, each under its spelling */
export function refuseSeveral(given: Record<string, unknown>): void {
  const names = Object.keys(given).filter((name) => given[name] !== undefined);
  if (names.length < 2) return;
  throw new InvalidRequestError(`${names.join(" and ")} exclude each other`, "Give one of them.");
}
