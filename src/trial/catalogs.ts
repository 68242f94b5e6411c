import type { Catalog } from "../catalog/index.ts";
import type { Observation } from "./observation.ts";
import type { Stage } from "./stage.ts";

/**
 * Catalogs by the digests of their schemas. Reading one takes ten times as long as a digest, so it is read where
 * somebody asks for it, and once.
 */
export class Catalogs {
  readonly #known = new Map<string, Catalog>();

  /** The catalog of a schema that was observed, where it has been read. */
  of({ digest }: Observation): Catalog | undefined {
    return this.#known.get(digest.text);
  }

  /** The same; read of a stage that is as it was observed, where it has not been read. */
  async read(stage: Stage, now: Observation): Promise<Catalog> {
    const catalog = this.of(now) ?? (await stage.catalog());
    this.#known.set(now.digest.text, catalog);
    return catalog;
  }
}
