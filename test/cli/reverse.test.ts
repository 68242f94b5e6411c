import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test, vi } from "vitest";
import { pgmaestro } from "../support/cli.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { jsonLines } from "../support/project.ts";

vi.setConfig({ testTimeout: 600_000 }); // many processes, on a slow machine

const files = {
  "migrations/1_a.sql": upDown("create table if not exists a (id int);", "drop table if exists a;"),
  "migrations/2_b.sql": "-- Up Migration\ncreate table if not exists b (id int);\n",
};
const wanted =
  "-- Up Migration\ncreate table if not exists b (id int);\n\n-- Down Migration\n\nDROP TABLE IF EXISTS public.b;\n";

/** Without the warning of roles that other tests make on the same server meanwhile. */
async function reverse(cwd: string, ...args: string[]) {
  const SCRATCH_DATABASE_URL = inject("serverUrl");
  const finished = await pgmaestro(["reverse", ...args], { cwd, env: { SCRATCH_DATABASE_URL } });
  const stdout = finished.stdout.replace(/^Warning: The scratch server has roles .*\n/m, "");
  return { ...finished, stdout };
}

test("reverse shows what it would write, and writes it when told to", async () => {
  const cwd = directoryOf(files);
  const shown = await reverse(cwd);
  expect(shown).toMatchObject({ exitCode: 0, stderr: "" });
  expect(shown.stdout).toMatch(
    /^✓ 2_b: proved by up, down, up\n--- migrations\/2_b\.sql\n\+\+\+ migrations\/2_b\.sql\n/,
  );
  expect(shown.stdout).toContain("\n+DROP TABLE IF EXISTS public.b;\n");
  expect(shown.stdout).toMatch(/1 down section proved\.\nNothing is written yet; add --write\.\n$/);
  expect(readFileSync(join(cwd, "migrations/2_b.sql"), "utf8")).toBe(files["migrations/2_b.sql"]);
  const done = await reverse(cwd, "--write");
  expect(done.stdout).toBe("✓ 2_b: written to migrations/2_b.sql\n\n1 down section written.\n");
  expect(readFileSync(join(cwd, "migrations/2_b.sql"), "utf8")).toBe(wanted);
  expect((await reverse(cwd)).stdout).toBe("Every migration has a down section.\n");
});

test("reverse tells as JSON what needs a person, and exits 1", async () => {
  const cwd = directoryOf({ ...files, "migrations/3_c.sql": "update a set id = 1;" });
  const finished = await reverse(cwd, "3_c", "--json");
  expect(finished).toMatchObject({ exitCode: 1, stderr: "" });
  expect(jsonLines(finished).at(-1)).toMatchObject({
    type: "reverse",
    passed: false,
    migrations: [
      {
        name: "3_c",
        outcome: "needs-person",
        reasons: ["UPDATE changes values of public.a.id, and the values before are not known"],
      },
    ],
  });
});
