import { expect, inject, test } from "vitest";
import { startPgmaestro } from "../support/cli.ts";
import { createDatabase, dropDatabase } from "../support/databases.ts";
import { projectOfTwo } from "../support/project.ts";
import { until } from "../support/sessions.ts";

test("who does not read what --verbose shows makes the server wait, not this process grow", async () => {
  const url = await createDatabase(inject("serverUrl"));
  const loud = `do $$ begin for i in 1..300000 loop raise notice '%', repeat('x', 100); end loop; end $$;`;
  const cwd = projectOfTwo({ "migrations/3_c.sql": loud });
  try {
    const { child, finished } = startPgmaestro(["up", "--verbose"], {
      cwd,
      env: { DATABASE_URL: url },
    });
    child.stdout!.pause();
    await until(
      url,
      "select from pg_stat_activity where datname = current_database() and wait_event = 'ClientWrite'",
    );
    child.stdout!.resume();
    const { exitCode, stdout } = await finished;
    expect(exitCode).toBe(0);
    expect(stdout.match(/^NOTICE: x/gm)).toHaveLength(300_000);
  } finally {
    await dropDatabase(inject("serverUrl"), url);
  }
});
