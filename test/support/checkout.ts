import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll } from "vitest";

const repository = resolve(import.meta.dirname, "../..");

/** All of the repository that the documented commands may meet; `npx` builds it once more. */
const parts = [
  "dist",
  "migrations",
  "scripts",
  "src",
  "package.json",
  "pgmaestro.config.json",
  "tsconfig.json",
  "tsconfig.build.json",
  ".env.example",
  ".gitignore",
];

/** A copy of this repository, built and installed. */
export interface Checkout {
  readonly directory: string;
  /** A cache of npm's own, so that `npx` leaves nothing behind. */
  readonly npmCache: string;
}

/** Makes a checkout that is gone after the file's tests. */
export function makeCheckout(): Checkout {
  const place = mkdtempSync(join(tmpdir(), "pgmaestro-checkout-"));
  afterAll(() => rmSync(place, { recursive: true, force: true }));
  const directory = join(place, "pgmaestro");
  mkdirSync(directory);
  for (const part of parts)
    cpSync(join(repository, part), join(directory, part), { recursive: true });
  symlinkSync(join(repository, "node_modules"), join(directory, "node_modules"));
  return { directory, npmCache: join(place, "npm-cache") };
}
