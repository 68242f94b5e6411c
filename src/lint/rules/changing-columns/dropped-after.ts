import { quoteIfNeeded, type Span } from "../../../sql/text/index.ts";
import type { ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Edit, Fix } from "../../finding.ts";
import { alterTableOf, commandsOf, isPlain, trimmedEnd } from "../../rewriting.ts";

/** The DROP CONSTRAINT of a proof made a statement of its own behind the SET NOT NULL that needs it. */
export function droppedAfter(
  action: ActionOf<"set-not-null">,
  constraint: string,
  context: StatementContext,
): Fix | undefined {
  const { section, statement } = context;
  const place = statement.actions.findIndex(
    (one) => one.kind === "drop-constraint" && one.name === constraint && !one.cascade,
  );
  const commands = commandsOf(section.section, statement);
  const command = commands[place];
  if (!isPlain(action, context) || command === undefined) return undefined;
  const end = trimmedEnd(section.section, statement);
  const drop = `${alterTableOf(action)} ${section.section.text.slice(command.start, command.end)}`;
  return {
    title: `Drop ${quoteIfNeeded(constraint)} in a statement of its own`,
    edits: [withoutCommand(commands, place), { start: end, end, text: `;\n${drop}` }],
  };
}

/** With the comma before it, or behind it where it is the first. */
function withoutCommand(commands: readonly Span[], place: number): Edit {
  const { start, end } = commands[place]!;
  return place > 0
    ? { start: commands[place - 1]!.end, end, text: "" }
    : { start, end: commands[1]!.start, text: "" };
}
