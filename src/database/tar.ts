import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A file or a directory in a tar file. */
export interface TarEntry {
  readonly path: string;
  /** Absent for a directory. */
  readonly content: Uint8Array | undefined;
}

const blockSize = 512;

/** The fields of a header that are used: where they begin, and how long they are. Source: POSIX, pax, "ustar Interchange Format". */
const fields = {
  name: [0, 100],
  size: [124, 12],
  checksum: [148, 8],
  type: [156, 1],
  linkName: [157, 100],
  prefix: [345, 155],
} as const;

const [linkType, directoryType] = ["1", "5"];

/** What is in a tar file, directories before what is in them; a link has the content of the file that it names. */
export function* entriesOf(tar: Uint8Array): Iterable<TarEntry> {
  const contents = new Map<string, Uint8Array>();
  for (const { header, path, content } of recordsOf(tar)) {
    const type = textAt(header, "type");
    if (type === directoryType) yield { path, content: undefined };
    else {
      const whole = type === linkType ? contents.get(textAt(header, "linkName"))! : content;
      contents.set(path, whole);
      yield { path, content: whole };
    }
  }
}

/**
 * The same with links in the place of files that others are equal to: two thirds of an empty database are such.
 * @param without the path of what is left out
 */
export function withLinks(tar: Uint8Array, without: string): Buffer {
  const paths = new Map<string, string>();
  const parts: Uint8Array[] = [];
  for (const { header, path, content, whole } of recordsOf(tar)) {
    if (path === without) continue;
    const digest = createHash("sha256").update(content).digest("hex");
    const equal = content.length > 0 && paths.get(digest);
    if (!equal) paths.set(digest, path);
    parts.push(equal ? linkTo(equal, header) : whole);
  }
  return Buffer.concat([...parts, new Uint8Array(2 * blockSize)]);
}

/** Writes what is in a tar file below a directory. */
export function unpackInto(directory: string, tar: Uint8Array): void {
  for (const { path, content } of entriesOf(tar)) {
    const place = join(directory, path);
    if (content === undefined) mkdirSync(place, { recursive: true, mode: 0o700 });
    else writeFileSync(place, content, { mode: 0o600 });
  }
}

interface TarRecord extends TarEntry {
  readonly header: Uint8Array;
  readonly content: Uint8Array;
  /** The header and the content, in whole blocks. */
  readonly whole: Uint8Array;
}

function* recordsOf(tar: Uint8Array): Iterable<TarRecord> {
  for (let at = 0; at + blockSize <= tar.length && tar[at] !== 0;) {
    const header = tar.subarray(at, at + blockSize);
    const size = Number.parseInt(textAt(header, "size") || "0", 8);
    const begin = at + blockSize;
    const end = begin + Math.ceil(size / blockSize) * blockSize;
    const path = textAt(header, "prefix") + textAt(header, "name");
    yield {
      header,
      path,
      content: tar.subarray(begin, begin + size),
      whole: tar.subarray(at, end),
    };
    at = end;
  }
}

function linkTo(path: string, own: Uint8Array): Uint8Array {
  const header = Buffer.from(own);
  write(header, "size", "0".padStart(11, "0"));
  write(header, "type", linkType);
  write(header, "linkName", path);
  write(header, "checksum", " ".repeat(8));
  const sum = header.reduce((total, byte) => total + byte, 0);
  write(header, "checksum", `${sum.toString(8).padStart(6, "0")}\0 `);
  return header;
}

function write(header: Buffer, field: keyof typeof fields, text: string): void {
  const [begin, length] = fields[field];
  header.fill(0, begin, begin + length).write(text, begin, length, "latin1");
}

function textAt(header: Uint8Array, field: keyof typeof fields): string {
  const [begin, length] = fields[field];
  const bytes = header.subarray(begin, begin + length);
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString("latin1");
}
