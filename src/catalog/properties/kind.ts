import type { Definition } from "../digest/definitions.ts";
import type { Catalog } from "../read.ts";

/** A property of an object, or an aspect of it that has an entry of its own in a digest, which facts do not know. */
export interface PropertyKind {
  /** Of which objects, as digests call them: `column`. */
  readonly of: RegExp;
  /** The name of the property, or of the aspect. */
  readonly name: RegExp;
  /** Whether facts do not know it of this object; they never do where this is absent. */
  readonly isUnknown?: (definition: Definition, side: Catalog) => boolean;
  /** Whether it is what an object has that is made without a word of it. */
  readonly isUsual?: (definition: Definition, side: Catalog) => boolean;
  /** Whether it is a word of its own that an object does not have it. */
  readonly isLacking?: (definition: Definition, side: Catalog) => boolean;
  /** Whether another type takes it away from a column. */
  readonly isOfType?: boolean;
  /** Whether facts know that it is there, and not what it is. */
  readonly isOnlyChanged?: boolean;
  /** Whether facts know it, but not that it falls with its object when that is made anew. */
  readonly isOnlyAnew?: boolean;
  readonly sql: (change: PropertyChange) => readonly string[];
}

/** A property that is to become another one. */
export interface PropertyChange {
  readonly definition: Definition;
  /** Absent where it is not there, and where its object is made by what runs before. */
  readonly was: string | undefined;
  readonly is: string | undefined;
  readonly from: Catalog;
  readonly to: Catalog;
}

/** A kind of object that facts do not know. */
export interface WholeKind {
  readonly of: string;
  /** Whether other objects may need it: it comes before all that it can, and goes after all that it can. */
  readonly isUsed?: boolean;
  /** Absent where digests do not say enough to make one. */
  readonly create?: (definition: Definition, to: Catalog) => readonly string[];
  /** What changes one in place; without, and where that is undefined, it is made anew. */
  readonly change?: (
    was: Definition,
    is: Definition,
    from: Catalog,
    to: Catalog,
  ) => readonly string[] | undefined;
  readonly drop: (definition: Definition, to: Catalog) => readonly string[];
}
