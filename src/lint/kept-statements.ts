import { deserialize, serialize } from "node:v8";
import { readKept, writeKept } from "../database/index.ts";
import type { Section } from "../migrations/index.ts";
import {
  parseStatements,
  restoredStatements,
  type Statement,
  storedStatement,
  type StoredStatement,
} from "../sql/statement/index.ts";

/** Longer texts are parsed again: what they do takes more room than time. */
const longest = 100_000;

/** How many texts are kept at least that were not asked for this time. */
const spare = 1000;

/** What is in the file: by texts, those that were used last at the end. */
interface Content {
  readonly build: string;
  readonly texts: ReadonlyMap<string, readonly StoredStatement[]>;
}

/**
 * What the statements of sections do, kept in a file from run to run by the very text of the section, so that nothing has to
 * be told of what has changed. A file that cannot be read, or is another build's, is as good as none.
 */
export class KeptStatements {
  readonly #file: string;
  readonly #build: string;
  /** Each is handed out once, as actions are known by their identity, and then copies of it. */
  readonly #known: Map<string, readonly StoredStatement[]>;
  readonly #used = new Map<string, readonly Statement[]>();
  #added = 0;

  /** @param build tells apart what makes different actions of a text */
  constructor(file: string, build: string) {
    this.#file = file;
    this.#build = `${build} ${process.versions.v8}`;
    this.#known = new Map(this.#read());
  }

  #read(): Content["texts"] {
    const kept = readKept(this.#file);
    if (kept === undefined) return new Map();
    try {
      const { build, texts } = deserialize(kept) as Content;
      return build === this.#build ? texts : new Map();
    } catch {
      return new Map();
    }
  }

  /** Whether no section takes the parser. */
  haveAll(sections: readonly Section[]): boolean {
    return sections.every(
      (section) => section.opaque || (isToBeKept(section) && this.#known.has(section.text)),
    );
  }

  /**
   * The statements of a section; undefined where they are not to be kept, as values of variables and what code makes may be secret.
   * @throws SqlTextError as `parseStatements`
   */
  of(section: Section): readonly Statement[] | undefined {
    if (!isToBeKept(section)) return undefined;
    const { text } = section;
    const used = this.#used.get(text);
    if (used !== undefined) return restoredStatements(text, copied(used.map(storedStatement)));
    const known = this.#known.get(text);
    const statements = known ? restoredStatements(text, known) : parseStatements(text);
    if (known === undefined) this.#added++;
    this.#used.set(text, statements);
    this.#known.delete(text);
    return statements;
  }

  /** Writes what has come, where that is enough to be worth it. */
  save(): void {
    const count = this.#used.size;
    if (this.#added * 20 < count || count === 0) return;
    const unused = [...this.#known].slice(-Math.max(spare, count));
    const used = Array.from(
      this.#used,
      ([text, statements]) => [text, statements.map(storedStatement)] as const,
    );
    const content: Content = { build: this.#build, texts: new Map([...unused, ...used]) };
    writeKept(this.#file, serialize(content));
  }
}

function isToBeKept({ text, variables, generatedFrom }: Section): boolean {
  return variables === undefined && generatedFrom === undefined && text.length <= longest;
}

function copied(stored: readonly StoredStatement[]): readonly StoredStatement[] {
  return deserialize(serialize(stored)) as StoredStatement[];
}
