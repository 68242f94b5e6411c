import { droppedBy } from "../../../sql/statement/index.ts";
import type { SectionContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { bytesOfName, longestName, truncatedName } from "../../../sql/text/index.ts";
import { identifiersIn, type Identifier } from "../identifiers.ts";

export default defineRule({
  name: "identifier-too-long",
  severity: "error",
  stake: "failure",
  sets: ["recommended"],
  summary: "A name of more than 63 bytes",
  why: `The server keeps the first 63 bytes of a name and says so only in a NOTICE. Two names that differ behind that become one: the second CREATE fails,
or with IF NOT EXISTS does silently nothing. What the schema has is no longer what the files say.`,
  instead: "Shorten the name to 63 bytes; letters outside of ASCII take two bytes and more.",
  exempt:
    "Strings and comments; DROP; a name that the up section has already, when the down section repeats it.",
  check: {
    section(context) {
      const names = longNames(context.section.text, (at) => isDropped(at, context));
      const known = context.direction === "down" ? upNames(context) : [];
      for (const [name, one] of names)
        if (!known.includes(name)) context.report(reportOf(one, [...names.keys()]));
    },
  },
});

/** Names too long, each where it is first. A file without a word that long need not be taken apart. */
function longNames(
  text: string,
  isExempt: (at: number) => boolean = () => false,
): Map<string, Identifier> {
  if (!/(?<![\w$])[\w$]{64}|[\u0080-\uffff]|"[^"\n]{64}/.test(text)) return new Map();
  const long = identifiersIn(text).filter(
    ({ name, start }) => bytesOfName(name) > longestName && !isExempt(start),
  );
  return new Map(long.toReversed().map((one) => [one.name, one]));
}

/** DROP cuts a name as CREATE did. */
function isDropped(at: number, context: SectionContext): boolean {
  const { actions } = context.statementAt(at) ?? { actions: [] };
  return actions.length > 0 && actions.every((action) => droppedBy(action).length > 0);
}

function upNames({ migration }: SectionContext): string[] {
  return [...longNames(migration.sections.up?.section.text ?? "").keys()];
}

function reportOf({ name, start, end }: Identifier, all: readonly string[]) {
  const twin = all.find((other) => other !== name && truncatedName(other) === truncatedName(name));
  const kept = twin === undefined ? "" : ` ${twin} becomes the same name.`;
  return {
    message: `The server cuts this name of ${bytesOfName(name)} bytes to ${truncatedName(name)}.${kept}`,
    help: `Shorten it to ${longestName} bytes.`,
    at: start,
    end,
  };
}
