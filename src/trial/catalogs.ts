import type { Catalog, Definitions } from "../catalog/index.ts";
import type { Observation } from "./observation.ts";
import type { Stage } from "./stage.ts";

/** All that is known of a schema. */
export interface SchemaDescription {
  readonly catalog: Catalog;
  readonly definitions: Definitions;
}

/**
 * Catalogs and definitions by the digests of their schemas. Reading them takes ten times as long as a digest, so they
 * are read where somebody asks for them, and once.
 */
export class Catalogs {
  readonly #catalogs = new Map<string, Catalog>();
  readonly #definitions = new Map<string, Definitions>();

  /** The catalog of a schema that was observed, where it has been read. */
  of({ digest }: Observation): Catalog | undefined {
    return this.#catalogs.get(digest.text);
  }

  /** All of it, where it has been read. */
  descriptionOf({ digest }: Observation): SchemaDescription | undefined {
    const catalog = this.#catalogs.get(digest.text);
    const definitions = this.#definitions.get(digest.text);
    return catalog && definitions && { catalog, definitions };
  }

  /** What is known of one schema alone, for what begins there. */
  only({ digest: { text } }: Observation): Catalogs {
    const only = new Catalogs();
    const [catalog, definitions] = [this.#catalogs.get(text), this.#definitions.get(text)];
    if (catalog !== undefined) only.#catalogs.set(text, catalog);
    if (definitions !== undefined) only.#definitions.set(text, definitions);
    return only;
  }

  /** The catalog; read of a stage that is as it was observed, where it has not been read. */
  async read(stage: Stage, now: Observation): Promise<Catalog> {
    const catalog = this.of(now) ?? (await stage.catalog());
    this.#catalogs.set(now.digest.text, catalog);
    return catalog;
  }

  /** All of it; the same. */
  async describe(stage: Stage, now: Observation): Promise<void> {
    await this.read(stage, now);
    const { text } = now.digest;
    if (!this.#definitions.has(text)) this.#definitions.set(text, await stage.definitions());
  }
}
