import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest, with which a run begins so that no worker is left with one at the end. */
const longest = [
  "verify/planted-faults-embedded",
  "verify/planted-faults-server",
  "catalog/pairs",
  "lint/databases/agreement",
  "cli/documented",
  "package",
  "verify/cases-server",
  "verify/cases-embedded",
  "reverse/cases",
  "catalog/statements",
  "processes/kill",
  "commands/diff",
  "commands/drift",
  "database/scratch-embedded",
  "processes/soak",
  "processes/race",
  "engine/limits",
  "commands/reverse",
  "commands/squash",
  "import/sequelize",
  "cli/help",
  "cli/check",
  "ci/action",
  "pages/check",
  "commands/check",
  "commands/dump",
  "commands/check-proofs",
  "commands/verify",
  "commands/verify-rows",
  "compat/side-by-side",
  "commands/create-from-drift",
  "catalog/digest",
  "commands/lint-fix",
  "cli/embedded",
  "cli/plan-against",
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
