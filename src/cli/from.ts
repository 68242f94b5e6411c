import type { ForeignPlace } from "../commands/foreign-place.ts";
import { InvalidRequestError } from "../errors/index.ts";
import { listOf, text } from "../settings/kinds.ts";
import { option } from "../settings/option.ts";

/** For commands that only look at migrations. */
export const from = option(
  "--from <tool...>",
  listOf(text),
  "another tool's files where they are, and their directory: `--from prisma prisma/migrations`",
);

/**
 * The tool and the directory that were typed.
 * @throws InvalidRequestError for more than these
 */
export function foreignPlace(typed: readonly string[] | undefined): ForeignPlace | undefined {
  if (typed === undefined) return undefined;
  const [tool = "", directory, ...more] = typed;
  if (more.length === 0) return { tool, directory };
  throw new InvalidRequestError(
    `--from takes a tool and a directory, and ${more.join(", ")} stands behind them`,
    "Write names of migrations and files before --from.",
  );
}
