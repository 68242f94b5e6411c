import { Writable } from "node:stream";
import { writeResult } from "./output.ts";

/** Standard output as a stream, for a protocol that nothing else may write into. */
export function resultStream(): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => writeResult(chunk, () => done()),
  });
}
