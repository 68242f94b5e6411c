import { createHash } from "node:crypto";
import type { ForeignMigration } from "./source.ts";

/** What a tool recorded of the file of a migration when it applied it. */
interface RecordedFile {
  readonly id: string;
  readonly checksum: string;
}

/** A note for each file that is another one than the tool applied. */
export function editedNotes(
  tool: string,
  recorded: readonly RecordedFile[],
  files: readonly ForeignMigration[],
  checksumOf: (migration: ForeignMigration) => string,
): string[] {
  const checksums = new Map(recorded.map(({ id, checksum }) => [id, checksum]));
  return files
    .filter((one) => checksums.has(one.id) && checksums.get(one.id) !== checksumOf(one))
    .map(
      ({ file }) => `${file.shown} was edited after ${tool} applied it; it is taken as it is now.`,
    );
}

export function hexDigest(
  algorithm: "sha1" | "sha256" | "sha384",
  content: string | Buffer,
): string {
  return createHash(algorithm).update(content).digest("hex");
}
