import type { PGlite } from "@electric-sql/pglite";
import { withPackage } from "../optional-package.ts";

type Filesystem = NonNullable<NonNullable<Parameters<typeof PGlite.create>[1]>["fs"]>;

/** Where PGlite has its data directory. */
const dataDirectory = "/pglite/data";

/**
 * Files in memory that begin as those of a tar file, and take it over. PGlite loads one by itself, too, in three times as long.
 * @throws MissingPackageError
 */
export async function filesystemOf(tar: Uint8Array): Promise<Filesystem> {
  const { EmscriptenBuiltinFilesystem } = await withPackage(
    "@electric-sql/pglite",
    () => import("@electric-sql/pglite/basefs"),
  );
  return new (class extends EmscriptenBuiltinFilesystem {
    override async initialSyncFs() {
      const files = this.pg!.Module.FS;
      files.mkdirTree(dataDirectory);
      for (const { path, content } of entriesOf(tar))
        if (content === undefined) files.mkdir(dataDirectory + path);
        else files.writeFile(dataDirectory + path, content, { canOwn: true });
    }

    override async closeFs() {
      this.pg!.Module.FS.quit();
    }
  })();
}

interface Entry {
  readonly path: string;
  /** Absent for a directory. */
  readonly content: Uint8Array | undefined;
}

const blockSize = 512;

/** What is in a tar file, directories before what is in them. Source: POSIX, pax, "ustar Interchange Format". */
function* entriesOf(tar: Uint8Array): Iterable<Entry> {
  for (let at = 0; at + blockSize <= tar.length && tar[at] !== 0;) {
    const header = tar.subarray(at, at + blockSize);
    const size = Number.parseInt(textAt(header, 124, 12) || "0", 8);
    const begin = at + blockSize;
    const isDirectory = textAt(header, 156, 1) === "5";
    yield {
      path: textAt(header, 345, 155) + textAt(header, 0, 100),
      content: isDirectory ? undefined : tar.subarray(begin, begin + size),
    };
    at = begin + Math.ceil(size / blockSize) * blockSize;
  }
}

function textAt(header: Uint8Array, begin: number, length: number): string {
  const field = header.subarray(begin, begin + length);
  const end = field.indexOf(0);
  return Buffer.from(end < 0 ? field : field.subarray(0, end)).toString("latin1");
}
