import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { CheckName } from "../../src/index.ts";
import { directoryOf } from "./migrations.ts";

/** What a case says should be found out about its migration. */
export interface Expected extends Readonly<Record<CheckName, Verdict>> {
  /** What is wrong with it in real life, or why it is right. */
  readonly why: string;
  readonly problems?: Texts;
  readonly notes?: Texts;
  /** The statements that would mend the rollback. */
  readonly mends?: Texts;
  /** Whether a down section can be written for its up; a text says why not. */
  readonly reversible: boolean | string;
}

type Verdict = "passed" | "failed" | "not-covered" | "skipped";
type Texts = Readonly<Partial<Record<CheckName, readonly string[]>>>;

/** A migration with what stood before it, in a folder of its own. */
export interface VerifyCase {
  readonly name: string;
  readonly expected: Expected;
}

const folder = resolve(import.meta.dirname, "../cases/verify");

/** All cases, by their names. */
export function verifyCases(): VerifyCase[] {
  return readdirSync(folder).map((name) => ({
    name,
    expected: JSON.parse(readFileSync(join(folder, name, "expected.json"), "utf8")) as Expected,
  }));
}

/** The directory of migrations that a case stands for, gone after the test; packages can be imported in it. */
export function migrationsOfCase({ name }: VerifyCase): string {
  const directory = directoryOf({});
  symlinkSync(resolve(import.meta.dirname, "../../node_modules"), join(directory, "node_modules"));
  const migrations = join(directory, "migrations");
  mkdirSync(migrations);
  for (const file of readdirSync(join(folder, name)).filter((one) => one !== "expected.json"))
    writeFileSync(join(migrations, nameInDirectory(file)), readFileSync(join(folder, name, file)));
  return migrations;
}

function nameInDirectory(file: string): string {
  return file === "before.sql" ? "1_before.sql" : file.replace(/^migration/, "2_case");
}
