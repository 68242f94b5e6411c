import { KeptFiles } from "./kept-files.ts";

/** Kept states of embedded databases, compressed; a few, the others are forgotten. */
export interface Snapshots {
  read(name: string): Buffer | undefined;
  write(name: string, snapshot: Buffer): void;
  forget(name: string): void;
}

/** About 5 MB each. */
const mostKept = 5;

/** Snapshots that last as long as the process. */
export function memorySnapshots(): Snapshots {
  const kept = new Map<string, Buffer>();
  const use = (name: string, snapshot: Buffer) => {
    kept.delete(name);
    kept.set(name, snapshot);
  };
  return {
    read(name) {
      const snapshot = kept.get(name);
      if (snapshot !== undefined) use(name, snapshot);
      return snapshot;
    },
    write(name, snapshot) {
      use(name, snapshot);
      for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
    },
    forget: (name) => void kept.delete(name),
  };
}

/** Snapshots in a directory. */
export function directorySnapshots(directory: string): Snapshots {
  const files = new KeptFiles(directory, { ending: ".tar.gz", most: mostKept });
  return {
    read: (name) => files.read(name),
    write: (name, snapshot) => files.write(new Map([[name, snapshot]])),
    forget: (name) => files.forget(name),
  };
}
