import { chmodSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";

const memory = "/dev/shm";
const enough = 4 * 1024 ** 3;

/**
 * Keeps the files and databases of tests in a directory in memory, where Linux has room for them there: for each database a
 * server makes and removes 300 files, and half of its time goes to the file system of a disk. Gives what removes it at the end.
 */
export function keepFilesInMemory(): () => void {
  if (process.env["TMPDIR"] !== undefined || freeIn(memory) < enough) return () => {};
  const directory = mkdtempSync(join(memory, "pgmaestro-tests-"));
  chmodSync(directory, 0o755); // the server may run as a user of its own
  process.env["TMPDIR"] = directory;
  return () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
}

function freeIn(directory: string): number {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize;
  } catch {
    return 0;
  }
}
