import type { DirectoryContext } from "../../directory-context.ts";
import type { Lintable } from "../../lintable.ts";

/** A migration that ran, or is in the revision that is compared with, and has no file now. */
export interface MissingMigration {
  readonly name: string;
  readonly file: string;
  /** `applied`, `in main` */
  readonly where: string;
  /** The migration that it seems to be now. */
  readonly renamed?: Lintable;
}

/** What is gone, of all that the target and the revision know; what another one is in the place of is not. */
export function goneMigrations({
  all,
  facts: { states, base },
}: DirectoryContext): MissingMigration[] {
  const gone = new Map<string, Omit<MissingMigration, "renamed">>();
  for (const [name, file] of base?.deleted ?? [])
    gone.set(name, { name, file, where: `in ${base!.revision}` });
  for (const [name, state] of states ?? [])
    if (state === "missing")
      gone.set(name, { name, file: fileBeside(name, all), where: "applied" });
  for (const { migration } of all)
    for (const { name } of migration?.squashes ?? []) gone.delete(name);
  const isNew = ({ name }: Lintable) =>
    (states ? states.get(name) === "pending" : false) ||
    (base ? !base.names.includes(name) : false);
  const candidates = all.filter(isNew);
  return [...gone.values()].map((one) => {
    const renamed = candidates.find(({ name }) => isAlike(name, one.name));
    return renamed ? { ...one, renamed } : one;
  });
}

function fileBeside(name: string, all: readonly Lintable[]): string {
  const directory = all[0]?.file.replace(/[^\\/]*$/, "") ?? "";
  return `${directory}${name}.sql`;
}

/** The same number with other words, or the same words under another number. */
function isAlike(one: string, other: string): boolean {
  const [number, words] = parts(one);
  const [otherNumber, otherWords] = parts(other);
  return number === otherNumber || (words !== "" && words === otherWords);
}

function parts(name: string): [string, string] {
  const [, number = "", words = ""] = /^(\d*)[_-]?(.*)$/.exec(name)!;
  return [number, words];
}
