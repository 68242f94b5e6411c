import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest, with which a run begins so that no worker is left with one at the end. */
const longest = [
  "lint/databases/agreement",
  "reverse/cases",
  "verify/cases-server",
  "verify/cases-embedded",
  "processes/kill",
  "commands/reverse",
  "cli/documented",
  "cli/plan-against",
  "commands/verify",
  "database/scratch-embedded",
  "processes/race",
  "cli/embedded",
  "catalog/statements",
  "commands/drift",
  "catalog/digest",
  "package",
  "compat/side-by-side",
];

/** Pure tests first, as they tell most of what is broken within seconds; then the longest files. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((one, other) => place(one) - place(other));
  }
}

function place({ moduleId, project }: TestSpecification): number {
  if (project.name === "pure") return -1;
  const index = longest.findIndex((name) => moduleId.endsWith(`test/${name}.test.ts`));
  return index < 0 ? longest.length : index;
}
