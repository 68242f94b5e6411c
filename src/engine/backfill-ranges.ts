/** How a table is gone through range by range. Keys are lists of values as text. */
export interface Ranges {
  /** The columns by which it is cut. */
  readonly by: readonly string[];
  /** Whether who writes a row may move it into a range that is done. */
  readonly movesRows: boolean;
  /** The last key there is; undefined where there are no rows. */
  end(): Promise<string[] | undefined>;
  /** The key up to which about so many rows go, and how many there are; undefined behind the last. */
  next(
    range: Range,
    rows: number,
  ): Promise<{ readonly key: string[]; readonly met: number } | undefined>;
  /** A condition for the rows of a range, where the table is called so. */
  condition(range: Range, alias: string): string;
}

/** Rows behind one key, up to another one. */
export interface Range {
  readonly after: readonly string[] | undefined;
  readonly to: readonly string[];
}
