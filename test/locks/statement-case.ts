/** A row of the measured table (3.1 of the rules' catalogue), typed from there. */
export interface StatementCase {
  readonly sql: string;
  /** What is done before, and is there when the transaction begins. */
  readonly before?: string;
  /** The strongest new lock on each relation but indexes: `t AE, sq RX`. */
  readonly locks: string;
  /** Those on indexes, where the catalogue tells them. */
  readonly indexLocks?: string;
  readonly rewrites?: string;
  /** How many indexes of tables that existed are built. */
  readonly builds?: number;
  /** Tables that are read from end to end, those rewritten and those indexed among them. */
  readonly scanned?: string;
  readonly cascades?: readonly string[];
  /** The first major version that has it. */
  readonly since?: number;
}

export type CasesByGroup = Readonly<Record<string, readonly StatementCase[]>>;

/** What a rewrite of the fixture's table `t` comes to. */
export const rewritesT = { locks: "t AE", rewrites: "t", builds: 6, scanned: "t" };
