import type { MigrationContext } from "../../context.ts";
import type { DirectoryContext } from "../../directory-context.ts";
import { defineRule } from "../../define-rule.ts";
import { digitsOf, isInFuture, timeOf } from "./version.ts";

export default defineRule({
  name: "file-name-form",
  severity: "error",
  ofOnceRun: true,
  stake: "convention",
  sets: ["conventions"],
  summary: "A file's name that is not <number>_<words-with-dashes>",
  why: `The number decides the order. Numbers of different widths sort one way as numbers and another way in a listing; two files with one number have no
order of their own; a number in the future keeps every later migration behind it. Words of lower-case ASCII with dashes are the same on every file system.`,
  instead: "Let `pgmaestro create` name the file: `1795336143489_add-users.sql`.",
  exempt:
    "Numbers may be times in milliseconds (13 digits) or as YYYYMMDDHHMMSS, with milliseconds or without (17 and 14 digits), or indexes of up to 9 digits.",
  check: {
    migration(context) {
      const { name } = context.lintable;
      const problem = problemOf(name);
      if (problem !== undefined) tell(context, problem);
    },
    directory(directory) {
      for (const context of directory.chosen) {
        const problem = problemAmong(context, directory);
        if (problem !== undefined) tell(context, problem);
      }
    },
  },
});

type Problem = readonly [message: string, help: string];

function tell(context: MigrationContext, [message, help]: Problem): void {
  context.report({ message, help });
}

const longest = 80;

function problemOf(name: string): Problem | undefined {
  const digits = digitsOf(name);
  if (!/^\d+_[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name))
    return [`${name} is not of the form <number>_<words-with-dashes>.`, suggestionFor(name)];
  if (digits.length > 9 && timeOf(name) === undefined)
    return [
      `${digits} is no time: neither milliseconds since 1970 nor YYYYMMDDHHMMSS.`,
      "Rename the file to a number that `pgmaestro create` gives.",
    ];
  if (isInFuture(name))
    return [
      `${digits} is a time in the future: every migration that is made until then would come before it.`,
      "Rename the file to the time of now.",
    ];
  return Buffer.byteLength(name) <= longest
    ? undefined
    : [`The name has ${Buffer.byteLength(name)} bytes.`, `Shorten it to ${longest}.`];
}

function suggestionFor(name: string): string {
  const words = name
    .replace(/^\d+/, "")
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  return words.length === 0
    ? "Give it a name in words."
    : `Rename it to ${digitsOf(name)}_${words.join("-")}.`;
}

/** What is wrong with a number only beside the others. */
function problemAmong(
  { lintable: { name } }: MigrationContext,
  { all }: DirectoryContext,
): Problem | undefined {
  const digits = digitsOf(name);
  const twin = all.find((one) => one.name < name && digitsOf(one.name) === digits);
  if (twin !== undefined)
    return [`${twin.name} has the same number.`, "Give this one a number of its own."];
  const width = usualWidth(all.map((one) => digitsOf(one.name).length));
  return digits.length === width
    ? undefined
    : [
        `Its number has ${digits.length} digits, those of the others have ${width}.`,
        "Give it a number of the same kind.",
      ];
}

function usualWidth(widths: readonly number[]): number {
  const count = (width: number) => widths.filter((one) => one === width).length;
  return [...new Set(widths)].toSorted((one, other) => count(other) - count(one))[0]!;
}
