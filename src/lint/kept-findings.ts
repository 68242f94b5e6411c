import type { MigrationContext } from "./context.ts";
import type { Finding } from "./finding.ts";
import type { FindingKeys } from "./finding-keys.ts";
import { KeptValues } from "./kept-values.ts";
import type { Lintable } from "./lintable.ts";

/** What the rules came to in a migration; what looks at the directory as a whole aside. */
export interface KnownFindings extends Pick<MigrationContext, "unread" | "statements"> {
  readonly findings: readonly Finding[];
}

/** What the rules found, so that they need not be asked again where all that it depends on is the same. */
export class KeptFindings {
  readonly #kept: KeptValues<KnownFindings>;
  readonly #keys: FindingKeys;
  readonly #used = new Map<string, KnownFindings>();

  /** @param keys of the migrations that are linted, and of those before them */
  constructor(file: string, build: string, keys: FindingKeys) {
    this.#kept = new KeptValues(file, build);
    this.#keys = keys;
  }

  /** Forgets what was found since, as all is done again. */
  begin(): void {
    this.#used.clear();
  }

  has(where: Lintable | "directory"): boolean {
    const key = this.#keyOf(where);
    return key !== undefined && this.#kept.has(key);
  }

  /** What was found in a run before: in a migration, or in the directory as a whole. */
  of(where: Lintable | "directory"): KnownFindings | undefined {
    const key = this.#keyOf(where);
    const known = key === undefined ? undefined : (this.#used.get(key) ?? this.#kept.get(key));
    if (known !== undefined) this.#used.set(key!, known);
    return known;
  }

  keep(where: Lintable | "directory", found: KnownFindings): void {
    const key = this.#keyOf(where);
    if (key !== undefined) this.#used.set(key, found);
  }

  #keyOf(where: Lintable | "directory"): string | undefined {
    return where === "directory" ? this.#keys.directory : this.#keys.migrations.get(where);
  }

  /** Writes what has come, where that is enough to be worth it. */
  save(): void {
    this.#kept.save(this.#used, (found) => found);
  }
}
