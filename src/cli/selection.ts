import { InvalidRequestError } from "../errors/index.ts";
import { prefixOf } from "../migrations/index.ts";
import type { Selection } from "../plan/index.ts";
import { type DeploymentPhase, phases } from "../sql/text/index.ts";
import { countOrName } from "./arguments.ts";
import { oneOf } from "../settings/kinds.ts";
import { option } from "../settings/option.ts";
import { refuseSeveral } from "../settings/refuse-several.ts";

/** Which of the pending ones `up` runs. */
export const phase = option(
  "--phase <phase>",
  oneOf(phases),
  "before: what may run while the old application lives; after: the rest",
);

/** What may say which migrations are meant, beside a count or a name. */
interface Chosen {
  readonly to?: string;
  readonly only?: string;
  readonly all?: boolean;
  readonly timestamp?: boolean;
  readonly phase?: DeploymentPhase;
}

/** Which migrations `up` and `plan` are asked for. */
export function upSelection(chosen: Chosen, words: readonly string[]): Selection {
  const { to, only, phase: wanted } = chosen;
  refuseSeveral({ [words.join(" ")]: words[0], "--to": to, "--only": only });
  const named = positional(chosen, words);
  return { ...named, to, only: only ?? named.only, ...(wanted && { phase: wanted }) };
}

/** Which migrations `down` is asked for. */
export function downSelection(chosen: Chosen, words: readonly string[]): Selection {
  const { to, all } = chosen;
  refuseSeveral({ [words.join(" ")]: words[0], "--to": to, "--all": all });
  if (to === undefined && !all) refuseTimestampOfAll("down", chosen, words);
  return { ...positional(chosen, words), to, all };
}

/** Which migrations `redo` is asked for. */
export function redoSelection(chosen: Chosen, words: readonly string[]): Selection {
  refuseTimestampOfAll("redo", chosen, words);
  return positional(chosen, words);
}

/** A count, a name or, with --timestamp, a migration's number. */
function positional({ timestamp }: Chosen, words: readonly string[]): Selection {
  const { count, name } = countOrName(...words);
  if (timestamp && count !== undefined) return { prefix: prefixOf(words[0]!)! };
  refusePrefixAsCount(count);
  return { count, only: name };
}

/** Every migration's number is at least the one that is not given. */
function refuseTimestampOfAll(
  command: string,
  { timestamp }: Chosen,
  words: readonly string[],
): void {
  if (!timestamp || words.length > 0) return;
  throw new InvalidRequestError(
    `${command} --timestamp without a number would roll back everything`,
    `Give the number to roll back from: \`pgmaestro ${command} --timestamp 1730000000001\`; for everything, write \`down --all\`.`,
  );
}

/** A count that rolls back or runs thousands of migrations is a prefix typed by mistake. */
function refusePrefixAsCount(count: number | undefined): void {
  if (count === undefined || count < 1e6) return;
  throw new InvalidRequestError(
    `${count} is read as a number of migrations`,
    "To name a migration by its number, write --to or --only; for all up to it, or down from it, --timestamp.",
  );
}
