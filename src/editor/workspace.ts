import { resolve } from "node:path";
import { lintSetup, type LintOptions, type LintSetup } from "../commands/lint.ts";
import { KeptStates, type Lintable, lintablePair, lintableText } from "../lint/index.ts";
import type { TextFile } from "../migrations/index.ts";

/** A migration that is open in an editor, among the others of its directory. */
export interface OpenMigration extends LintSetup {
  /** The path of the open file. */
  readonly path: string;
  readonly lintable: Lintable;
  readonly states: KeptStates;
}

/** What is linted: the directory as its files are, but for what is open and not saved. */
export class Workspace {
  readonly #loadOptions: () => Promise<LintOptions>;
  readonly #open = new Map<string, string>();
  readonly #edited = new Map<Lintable, Edited>();
  #options: LintOptions | undefined;
  #setup: Promise<Loaded> | undefined;
  #known: readonly Lintable[] = [];
  #states = new KeptStates();

  /** @param loadOptions reads the config */
  constructor(loadOptions: () => Promise<LintOptions>) {
    this.#loadOptions = loadOptions;
  }

  /** From now on a file has this text, whatever is saved. */
  open(path: string, text: string): void {
    this.#open.set(path, text);
  }

  /** From now on a file is as it is saved. */
  close(path: string): void {
    this.#open.delete(path);
  }

  /** Files are not what they were. */
  filesChanged(): void {
    this.#setup = undefined;
  }

  /** The config is not what it was. */
  configChanged(): void {
    this.#options = undefined;
    this.#setup = undefined;
  }

  /**
   * A file as a migration among the others; undefined where it is none of the directory.
   * @throws PgmaestroError where the config or the directory cannot be read
   */
  async view(path: string): Promise<OpenMigration | undefined> {
    const { places, ...setup } = await (this.#setup ??= this.#load());
    const place = places.get(path);
    if (place === undefined) return undefined;
    const all = [...setup.all];
    for (const open of this.#open.keys()) {
      const index = places.get(open);
      if (index !== undefined) all[index] = this.#asEdited(all[index]!);
    }
    return { ...setup, all, path, lintable: all[place]!, states: this.#states };
  }

  async #load(): Promise<Loaded> {
    try {
      if (this.#options === undefined) {
        this.#options = await this.#loadOptions();
        this.#states = new KeptStates();
      }
      const setup = await lintSetup(this.#options);
      this.#known = asKnown(setup.all, this.#known);
      return { ...setup, all: this.#known, places: placesOf(this.#known) };
    } catch (error) {
      this.#setup = undefined;
      throw error;
    }
  }

  /** The same value until a text of it changes: by that it is known what has changed. */
  #asEdited(lintable: Lintable): Lintable {
    const own = texts(lintable).map(({ file, source }) => ({
      file,
      source: this.#open.get(resolve(file)) ?? source,
    }));
    if (texts(lintable).every(({ source }, index) => source === own[index]!.source))
      return lintable;
    const known = this.#edited.get(lintable);
    if (known?.of.every((source, index) => source === own[index]!.source)) return known.lintable;
    const edited = readAgain(lintable, own, this.#options);
    this.#edited.set(lintable, { of: own.map(({ source }) => source), lintable: edited });
    return edited;
  }
}

/** What is read of a directory, until files change. */
interface Loaded extends LintSetup {
  /** Which of the migrations stands in a file, by its path. */
  readonly places: ReadonlyMap<string, number>;
}

function placesOf(all: readonly Lintable[]): Loaded["places"] {
  return new Map(
    all.flatMap((one, index) => texts(one).map(({ file }) => [resolve(file), index] as const)),
  );
}

interface Edited {
  readonly of: readonly string[];
  readonly lintable: Lintable;
}

/** What a migration is written in: one file, or two. JavaScript and TypeScript are known only once they have run. */
function texts({ file, source, migration, broken }: Lintable): TextFile[] {
  if (migration?.kind === "module" || !/\.sql$/i.test(file)) return [];
  const { down, up } = migration ?? {};
  if (broken !== undefined || down === undefined || down.file === up?.file)
    return [{ file, source }];
  return [
    { file, source },
    { file: down.file, source: down.source },
  ];
}

function readAgain(
  { name }: Lintable,
  [up, down]: readonly TextFile[],
  options: LintOptions | undefined,
): Lintable {
  const { variables } = options ?? {};
  return down === undefined
    ? lintableText(name, up!.file, up!.source, variables)
    : lintablePair(name, up!, down, variables);
}

/** Migrations that were read anew, and those that have not changed as they were known. */
function asKnown(read: readonly Lintable[], known: readonly Lintable[]): readonly Lintable[] {
  const before = new Map(known.map((lintable) => [lintable.file, lintable]));
  return read.map((one) => {
    const old = before.get(one.file);
    return old !== undefined && isSame(one, old) ? old : one;
  });
}

function isSame(one: Lintable, other: Lintable): boolean {
  const [own, others] = [texts(one), texts(other)];
  return (
    own.length > 0 &&
    own.length === others.length &&
    own.every(
      ({ file, source }, index) => file === others[index]!.file && source === others[index]!.source,
    )
  );
}
