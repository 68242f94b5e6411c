import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { directoryOf } from "../support/migrations.ts";

const root = resolve(import.meta.dirname, "../..");

test.each([
  [
    "a failed test",
    "some.test.ts > fails: x",
    'import { test } from "vitest"; test("fails", () => { throw new Error("x"); });',
  ],
  ["a file that cannot be loaded", "some.test.ts: x", 'throw new Error("x");'],
])(
  "%s fails the whole run, for all that tests start and stop, and is named at the end",
  (_, failed, text) => {
    const directory = directoryOf({ "some.test.ts": text });
    const config = `import { resolve } from "node:path";
    import base from ${JSON.stringify(`${root}/vitest.config.ts`)};
    const root = ${JSON.stringify(root)};
    const databases = base.test.projects.find(({ test }) => test.globalSetup !== undefined).test;
    const some = { ...databases, include: ["some.test.ts"], dir: ${JSON.stringify(directory)} };
    export default { root, test: { ...base.test, projects: [{ root, test: some }] } };`;
    const file = resolve(directoryOf({ "vitest.config.ts": config }), "vitest.config.ts");
    const run = spawnSync(
      process.execPath,
      [resolve(root, "node_modules/vitest/vitest.mjs"), "run", "--config", file],
      { cwd: root, encoding: "utf8" },
    );
    expect(run.stdout).toMatch(/\n0 passed, 1 failed\n$/);
    expect(run.stdout).toContain(`${failed}\n`);
    expect(run.status).toBe(1);
  },
);
