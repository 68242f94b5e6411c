import { expect } from "vitest";
import { symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Finished } from "./cli.ts";
import { directoryOf, upDown } from "./migrations.ts";

/** A project with two migrations in `migrations/`, gone after the test. */
export function projectOfTwo(more: Readonly<Record<string, string>> = {}): string {
  return directoryOf({
    "migrations/1_a.sql": upDown("create table a (id int primary key);", "drop table a;"),
    "migrations/2_b.sql": upDown("create table b (id int references a);", "drop table b;"),
    ...more,
  });
}

/** A project with these files, and with the packages that this repository has installed, node-pg-migrate among them. */
export function projectWithBuilder(files: Readonly<Record<string, string>>): string {
  const directory = directoryOf(files);
  symlinkSync(resolve(import.meta.dirname, "../../node_modules"), join(directory, "node_modules"));
  return directory;
}

/** What a process wrote with `--json`, one value per line, as it is. */
export function stampedLines({ stdout }: Finished): Record<string, any>[] {
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, any>);
}

/** The answer of a process with `--json`, its last line: before it come signs of life where that takes long. */
export function answerOf(finished: Finished): Record<string, any> {
  return stampedLines(finished).at(-1)!;
}

/** What a process wrote with `--json`, but for time, run and level. */
export function jsonLines(finished: Finished): Record<string, any>[] {
  return stampedLines(finished).map(withoutStamp);
}

/** Answers have none; some have a run of their own. */
function withoutStamp(value: Record<string, any>): Record<string, any> {
  const { time, run, level, ...line } = value;
  if (time === undefined && level === undefined) return value;
  expect(Date.parse(time)).not.toBeNaN();
  expect(run).toMatch(/^[0-9a-f-]{36}$/);
  expect(["debug", "info", "warn", "error"]).toContain(level);
  return line;
}

/** Everything a process wrote. */
export function written({ stdout, stderr }: Finished): string {
  return `${stdout}${stderr}`;
}
