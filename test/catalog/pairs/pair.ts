/** Two schemas, each of SQL that an empty database runs. */
export interface SchemaPair {
  readonly title: string;
  /** What both have. */
  readonly base?: string;
  readonly first?: string;
  readonly second?: string;
  /** The objects that no SQL makes what the second schema has, and that are told; and what the first has. */
  readonly left?: readonly string[];
  readonly leftBack?: readonly string[];
  /** No SQL leads from one to the other, and it is told why. */
  readonly hasNoSql?: boolean;
}
