import { defineRule } from "../../define-rule.ts";
import { day, digitsOf, timeOf } from "./version.ts";

export default defineRule({
  name: "header-mismatch",
  severity: "notice",
  ofOnceRun: true,
  stake: "convention",
  sets: [],
  summary: "A header that says something else than the file's name",
  why: "A header that was copied from another migration misleads: `pgmaestro status` shows its description, and people look for the change under its title.",
  instead: "Write the title in the words of the file's name, and the date of its number.",
  exempt: "Little words such as `a` and `the`; numbers that are no time.",
  check: {
    migration(context) {
      const { migration } = context;
      if (migration === undefined) return;
      const { name, header } = migration;
      const strange = strangeWords(header.migration ?? "", name);
      if (strange.length > 0)
        context.report({
          ...fieldAt(context.source, "Migration"),
          message: `The title says ${strange.join(", ")}, the file's name does not.`,
          help: "Give both the same words.",
        });
      const days = daysApart(header.created, name);
      if (days > 1)
        context.report({
          ...fieldAt(context.source, "Created"),
          message: `The date is ${days} days from the one that the number ${digitsOf(name)} stands for, ${dateOf(timeOf(name)!)}.`,
          help: "Write the date of the number, or rename the file.",
        });
    },
  },
});

const little = new Set("a an the and or of to for in on with by".split(" "));

function strangeWords(title: string, name: string): string[] {
  const known = new Set(wordsOf(name.replace(/^\d+/, "")));
  return wordsOf(title).filter((word) => !known.has(word) && !little.has(word));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Whole days between the header's date and the number's; 0 where one of them is unknown. */
function daysApart(created: string | undefined, name: string): number {
  const time = timeOf(name);
  const [date] = /^\d{4}-\d\d-\d\d/.exec(created ?? "") ?? [];
  if (time === undefined || date === undefined) return 0;
  const days = Math.abs(Date.parse(date) - Date.parse(dateOf(time))) / day;
  return Number.isNaN(days) ? 0 : days;
}

function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function fieldAt(source: string, field: string): { at?: number; end?: number } {
  const match = new RegExp(`^(?:--|//)\\s*${field}:.*$`, "im").exec(source);
  return match ? { at: match.index, end: match.index + match[0].trimEnd().length } : {};
}
