import { posix } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { withPackage } from "../optional-package.ts";
import type { EmbeddedMemory } from "./embedded-memory.ts";
import { entriesOf } from "./tar.ts";

type Filesystem = NonNullable<NonNullable<Parameters<typeof PGlite.create>[1]>["fs"]>;

/** Where PGlite has its data directory. */
const dataDirectory = "/pglite/data";

/**
 * Files in memory that begin as those of a tar file, which stays as it is. PGlite loads one by itself, too, in three times as long.
 * @param memory what the database runs in; absent: new memory
 * @throws MissingPackageError
 */
export async function filesystemOf(tar: Uint8Array, memory?: EmbeddedMemory): Promise<Filesystem> {
  const { EmscriptenBuiltinFilesystem } = await withPackage(
    "@electric-sql/pglite",
    () => import("@electric-sql/pglite/basefs"),
  );
  return new (class extends EmscriptenBuiltinFilesystem {
    override async init(...given: Parameters<Filesystem["init"]>) {
      const { emscriptenOpts: own } = await super.init(...given);
      const preRun = [addFilesQuickly as never, ...own.preRun!];
      return { emscriptenOpts: { ...own, ...memory?.given(own as never), preRun } };
    }

    override async initialSyncFs() {
      const files = this.pg!.Module.FS as unknown as Files;
      files.mkdirTree(dataDirectory);
      fill(files.lookupPath(dataDirectory).node, tar);
    }

    override async closeFs() {
      this.pg!.Module.FS.quit();
    }
  })();
}

/** What is used of PGlite's program before it runs. */
interface Program {
  readonly FS: Files;
  FS_createDataFile(path: string, name: null, content: Uint8Array): void;
}

/** What is used of Emscripten's files in memory. */
interface Files {
  mkdirTree(path: string): void;
  lookupPath(path: string): { readonly node: FileNode };
}

interface FileNode {
  readonly node_ops: {
    mknod(parent: FileNode, name: string, mode: number, device: number): FileNode;
  };
  stream_ops: StreamOperations;
  contents: Uint8Array;
  usedBytes: number;
}

interface StreamOperations {
  write(stream: { readonly node: FileNode }, ...given: unknown[]): number;
}

const [directoryMode, fileMode, programMode] = [0o040777, 0o100666, 0o100777];

/** The hundreds of files that come with the program: their directories are looked up once, not for each of them four times. */
function addFilesQuickly(program: Program): void {
  const directories = new Map<string, FileNode>();
  program.FS_createDataFile = (path, _name, content) => {
    const above = posix.dirname(path);
    const parent = directories.get(above) ?? program.FS.lookupPath(above).node;
    directories.set(above, parent);
    addFile(parent, { name: posix.basename(path), mode: programMode, content });
  };
}

interface NewFile {
  readonly name: string;
  readonly mode: number;
  readonly content: Uint8Array;
}

function addFile(parent: FileNode, { name, mode, content }: NewFile): FileNode {
  const node = parent.node_ops.mknod(parent, name, mode, 0);
  return Object.assign(node, { contents: content, usedBytes: content.length });
}

/** A thousand files by their paths would be looked up part by part, which takes half as long as starting the database. */
function fill(root: FileNode, tar: Uint8Array): void {
  const directories = new Map([["", root]]);
  let operations: StreamOperations | undefined;
  for (const { path, content } of entriesOf(tar)) {
    const [, above = "", name = ""] = /^(.*?)\/?([^/]+)\/?$/.exec(path)!;
    const parent = directories.get(above)!;
    if (content === undefined) {
      const directory = parent.node_ops.mknod(parent, name, directoryMode, 0);
      directories.set(`${above}/${name}`, directory);
    } else {
      const node = addFile(parent, { name, mode: fileMode, content });
      node.stream_ops = operations ??= copyingOnWrite(node.stream_ops);
    }
  }
}

/** Whoever writes to a file of the tar takes a copy of it first. */
function copyingOnWrite(own: StreamOperations): StreamOperations {
  return {
    ...own,
    write(stream, ...given) {
      const { node } = stream;
      if (node.stream_ops !== own) {
        node.contents = new Uint8Array(node.contents);
        node.stream_ops = own;
      }
      return own.write(stream, ...given);
    },
  };
}
