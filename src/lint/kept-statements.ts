import { deserialize, serialize } from "node:v8";
import type { Section } from "../migrations/index.ts";
import {
  parseStatements,
  restoredStatements,
  type Statement,
  storedStatement,
  type StoredStatement,
} from "../sql/statement/index.ts";
import { KeptValues } from "./kept-values.ts";
import { isOfTextAlone } from "./lintable.ts";

/** Longer texts are parsed again: what they do takes more room than time. */
const longest = 100_000;

/** What the statements of sections do, kept by the very text of the section. */
export class KeptStatements {
  /** Each is handed out once, as actions are known by their identity, and then copies of it. */
  readonly #kept: KeptValues<readonly StoredStatement[]>;
  readonly #used = new Map<string, readonly Statement[]>();

  /** @param build tells apart what makes different actions of a text */
  constructor(file: string, build: string) {
    this.#kept = new KeptValues(file, build);
  }

  /** Whether no section takes the parser. */
  haveAll(sections: readonly Section[]): boolean {
    return sections.every(
      (section) => section.opaque || (isToBeKept(section) && this.#kept.has(section.text)),
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
    const known = this.#kept.get(text);
    const statements = known ? restoredStatements(text, known) : parseStatements(text);
    this.#used.set(text, statements);
    return statements;
  }

  /** Writes what has come, where that is enough to be worth it. */
  save(): void {
    this.#kept.save(this.#used, (statements) => statements.map(storedStatement));
  }
}

function isToBeKept(section: Section): boolean {
  return isOfTextAlone(section) && section.text.length <= longest;
}

function copied(stored: readonly StoredStatement[]): readonly StoredStatement[] {
  return deserialize(serialize(stored)) as StoredStatement[];
}
