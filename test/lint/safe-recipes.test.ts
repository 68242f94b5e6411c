import { beforeAll, describe, expect, it } from "vitest";
import { lintMigrations } from "../../src/lint/linter.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { factsOf } from "../support/rule-cases.ts";
import { safeRecipes } from "../support/safe-recipes.ts";

beforeAll(loadParser);

describe("what PostgreSQL's manual and other tools recommend", () => {
  it.each(safeRecipes)("$name gets no error", ({ config, all }) => {
    const chosen = all.map(({ name }) => name).filter((name) => !name.endsWith("_before"));
    const facts = factsOf(config, { sets: ["recommended"], lockTimeout: "of the run" });
    const { findings } = lintMigrations(all, new Set(chosen), facts);
    const errors = findings.filter(({ severity }) => severity === "error");
    expect(errors.map(({ file, line, rule }) => `${file}:${line} ${rule}`)).toEqual([]);
  });
});
