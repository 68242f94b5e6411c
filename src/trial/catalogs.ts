import type { Catalog } from "../catalog/index.ts";
import type { Observation } from "./observation.ts";
import type { Stage } from "./stage.ts";

/**
 * Catalogs by the digests of their schemas. Reading one takes ten times as long as a digest, so they are read where
 * somebody asks for them, and once.
 */
export class Catalogs {
  readonly #catalogs = new Map<string, Catalog>();

  /** The catalog of a schema that was observed, where it has been read. */
  of({ digest }: Observation): Catalog | undefined {
    return this.#catalogs.get(digest.text);
  }

  /** What is known of one schema alone, for what begins there. */
  only({ digest: { text } }: Observation): Catalogs {
    const only = new Catalogs();
    const catalog = this.#catalogs.get(text);
    if (catalog !== undefined) only.#catalogs.set(text, catalog);
    return only;
  }

  /** The catalog; read of a stage that is as it was observed, where it has not been read. */
  async read(stage: Stage, now: Observation): Promise<Catalog> {
    const catalog = this.of(now) ?? (await stage.catalog());
    this.#catalogs.set(now.digest.text, catalog);
    return catalog;
  }
}
