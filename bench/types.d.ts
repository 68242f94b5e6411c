/** What the command line asked for. */
export interface Options {
  migrations: number;
  /** Milliseconds of one round trip through the proxy. */
  latency: number;
  runs: number;
  tools: string[];
  json?: string | undefined;
}

/** Where the same migrations lie in each tool's layout. */
export interface Workload {
  count: number;
  /** Files with an up and a down section, for pgmaestro and node-pg-migrate. */
  sections: string;
  dbmate: string;
  drizzle: string;
  /** All up sections in one file, for psql. */
  oneFile: string;
}

/** A tool that can apply the workload. */
export interface Tool {
  name: string;
  version(): string;
  /** Why it cannot run here; undefined where it can. */
  missing(): string | undefined;
  /** The command line that applies everything pending in DATABASE_URL. */
  up(workload: Workload, url: string): string[];
  /** False where a second `up` would not be "nothing to do". */
  knowsHistory: boolean;
}

/** What one process took. */
export interface Measurement {
  seconds: number;
  /** Undefined where the system has no /proc. */
  peakBytes: number | undefined;
}

export type Scenario = "apply" | "latency" | "nothing to do";

export interface Run extends Measurement {
  scenario: Scenario;
  tool: string;
  round: number;
  /** Through the delaying proxy. */
  delayed: boolean;
}

/** Everything a scenario needs. */
export interface Bench {
  options: Options;
  tools: Tool[];
  workload: Workload;
  /** The server's URL; its path is the database to administer from. */
  server: string;
  /** The same server through the delaying proxy. */
  delayed: string;
  /** An empty directory for the tools to run in. */
  directory: string;
  signal: AbortSignal;
}

export interface Goal {
  name: string;
  value: number | undefined;
  limit: number;
  unit: string;
}
