import { type DirectoryContext, defineRule } from "pgmaestro/rules";

export default defineRule({
  name: "applied-migration-missing",
  severity: "error",
  summary: "An applied migration whose file is gone",
  why: "What it made is there in every database where it ran, and will be in no new one.",
  instead: "Bring the file back under its name.",
  check: {
    directory(context) {
      const replaced = context.all.flatMap(({ migration }) => migration?.squashes ?? []);
      for (const [name, { file, where }] of gone(context)) {
        if (replaced.some((one) => one.name === name) || isRenamed(name, context)) continue;
        context.reportAbout(
          { name, file },
          {
            message: `The file of ${name}, which is ${where}, is gone.`,
            help: "Bring it back under its name.",
          },
        );
      }
    },
  },
});

function gone({ all, facts: { states = new Map<string, string>(), base } }: DirectoryContext) {
  const found = new Map<string, { file: string; where: string }>();
  for (const [name, file] of base?.deleted ?? [])
    found.set(name, { file, where: `in ${base!.revision}` });
  const beside = all[0]?.file.replace(/[^\\/]*$/, "") ?? "";
  for (const [name, state] of states)
    if (state === "missing") found.set(name, { file: `${beside}${name}.sql`, where: "applied" });
  return found;
}

/** Whether another new file has its number, or its words. */
function isRenamed(name: string, { all, facts: { states, base } }: DirectoryContext): boolean {
  const isNew = (other: string) =>
    states?.get(other) === "pending" || (base !== undefined && !base.names.includes(other));
  const [number, words] = parts(name);
  return all.some((other) => {
    const [otherNumber, otherWords] = parts(other.name);
    return isNew(other.name) && (number === otherNumber || (words !== "" && words === otherWords));
  });
}

function parts(name: string): [number: string, words: string] {
  const [, number = "", words = ""] = /^(\d*)[_-]?(.*)$/.exec(name)!;
  return [number, words];
}
