// @ts-check
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Runs `use` with a new directory, which is removed afterwards.
 * @template T
 * @param {(directory: string) => Promise<T>} use
 */
export async function withTemporaryDirectory(use) {
  const directory = await mkdtemp(join(tmpdir(), "pgmaestro-bench-"));
  try {
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
