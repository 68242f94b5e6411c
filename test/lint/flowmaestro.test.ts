import { expect, test } from "vitest";
import { lint } from "../../src/commands/lint.ts";
import { defaultLintSettings } from "../../src/lint/settings.ts";
import type { RuleSet } from "../../src/lint/sets.ts";

test.each<[string, RuleSet[]]>([
  ["by default", ["recommended"]],
  ["by the project's conventions", ["safety", "recommended", "conventions"]],
])("FlowMaestro's migrations have no finding, %s", async (_, sets) => {
  const { findings, migrations } = await lint({
    migrationsDir: "migrations",
    settings: { ...defaultLintSettings, sets },
  });
  expect(migrations.length).toBeGreaterThanOrEqual(3);
  expect(findings.map(({ rule, file, line }) => `${file}:${line} ${rule}`)).toEqual([]);
});
