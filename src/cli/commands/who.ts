import { optionGroups } from "../../settings/headings.ts";
import { text } from "../../settings/kinds.ts";
import { option, under } from "../../settings/option.ts";

/** For commands that write to the journal. */
export const who = under(
  optionGroups.run,
  option("--who <name>", text, "who runs this, for the journal (default user@host)"),
);
