import type { CommandProgress } from "../events.ts";

/** A row of one of the views that report on a command, as JSON, with what else is asked of it. */
export interface ProgressRow {
  readonly view: ProgressView;
  readonly relation: string;
  readonly values: Readonly<Record<string, string | number | null>>;
}

/** Done and total of what a command counts, in the order in which they are looked at: one that has no end yet says how far it is. */
type Counter = readonly [done: string, total: string];

/**
 * The views that report on commands, what such a command is called where the view does not say so, and what it counts.
 * Source: PostgreSQL manual, 27.4 "Progress Reporting".
 */
const views = {
  pg_stat_progress_create_index: {
    command: "CREATE INDEX",
    counters: [
      ["lockers_done", "lockers_total"],
      ["blocks_done", "blocks_total"],
      ["tuples_done", "tuples_total"],
    ],
  },
  pg_stat_progress_cluster: {
    command: "CLUSTER",
    counters: [["heap_blks_scanned", "heap_blks_total"]],
  },
  pg_stat_progress_vacuum: {
    command: "VACUUM",
    counters: [
      ["indexes_processed", "indexes_total"],
      ["heap_blks_scanned", "heap_blks_total"],
      ["heap_blks_vacuumed", "heap_blks_total"],
    ],
  },
  pg_stat_progress_analyze: {
    command: "ANALYZE",
    counters: [["sample_blks_scanned", "sample_blks_total"]],
  },
  pg_stat_progress_copy: { command: "COPY", counters: [["bytes_processed", "bytes_total"]] },
} as const satisfies Record<string, { command: string; counters: readonly Counter[] }>;

type ProgressView = keyof typeof views;

/** They come with PostgreSQL 9.6 to 14. */
export const progressViews = Object.keys(views) as readonly ProgressView[];

/** A query for the rows of these views of one process, which is its first parameter. */
export function progressQuery(known: readonly ProgressView[]): string {
  const rows = known.map(
    (view) => `SELECT '${view}' AS view, pg_catalog.to_jsonb(p) AS values,
      CASE WHEN p.relid <> 0 THEN p.relid::pg_catalog.regclass::text END AS relation
      FROM pg_catalog.${view} p WHERE p.pid = $1 AND p.datname = pg_catalog.current_database()`,
  );
  return rows.length > 0 ? rows.join(" UNION ALL ") : "SELECT WHERE false";
}

/** After so long the pace of a phase says how long the rest takes. */
const leastSeconds = 1;

/** Follows commands from look to look. */
export class CommandPace {
  #phase = "";
  #since = 0;
  #doneThen = 0;

  /** @param now in milliseconds, of any clock */
  seen({ view, relation, values }: ProgressRow, now: number): CommandProgress {
    const { command, counters } = views[view];
    const phase = typeof values["phase"] === "string" ? values["phase"] : undefined;
    const count = counters.map((one) => counted(one, values)).find((one) => one !== undefined);
    return {
      command: String(values["command"] ?? command),
      ...(phase !== undefined && { phase }),
      ...(relation && { relation }),
      ...(count && this.#howFar(`${view} ${relation} ${phase}`, count, now)),
    };
  }

  #howFar(phase: string, { done, total }: Count, now: number) {
    if (phase !== this.#phase || done < this.#doneThen) {
      [this.#phase, this.#since, this.#doneThen] = [phase, now, done];
    }
    const seconds = (now - this.#since) / 1000;
    const pace = seconds < leastSeconds ? 0 : (done - this.#doneThen) / seconds;
    return {
      percent: Math.floor((done / total) * 100),
      ...(pace > 0 && { secondsLeft: Math.ceil((total - done) / pace) }),
    };
  }
}

interface Count {
  readonly done: number;
  readonly total: number;
}

/** What is counted; undefined where that is through, or is not counted in this phase. */
function counted([done, total]: Counter, values: ProgressRow["values"]): Count | undefined {
  const count = { done: Number(values[done] ?? 0), total: Number(values[total] ?? 0) };
  return count.done < count.total ? count : undefined;
}
