import type { RunningMigrations } from "../errors/index.ts";
import { maskSecrets } from "../sql/text/index.ts";

/** A row of `pg_stat_activity`, as far as the server shows it. */
interface SeenSession {
  readonly state?: string | null;
  readonly query?: string | null;
}

const longestQuery = 120;

/**
 * A session as it may be shown: without what is not known, its query on one line and without secrets. Of a session whose state is
 * hidden the server has no query either, but a word in its place.
 */
export function shownSession<Session extends SeenSession>(session: Session): Session {
  const known = Object.entries(session).filter(([, value]) => value !== null && value !== "");
  const { query, ...rest } = Object.fromEntries(known) as unknown as Session;
  if (!query || rest.state === undefined) return rest as Session;
  const run = runIn(query);
  return { ...rest, ...(run ? { run } : { query: shownQuery(query) }) } as Session;
}

/** The beginning of a query, on one line. */
function shownQuery(query: string): string {
  const line = maskSecrets(query).replaceAll(/\s+/g, " ").trim();
  return line.length > longestQuery ? `${line.slice(0, longestQuery)} …` : line;
}

/** A comment by which other sessions see what a message of ours is about; the server shows its beginning only. */
export function runComment(run: RunningMigrations): string {
  return `/* pgmaestro ${JSON.stringify(run).replaceAll("/", String.raw`\u002f`)} */`;
}

/** What a query says of itself that begins with BEGIN and such a comment. */
function runIn(query: string): RunningMigrations | undefined {
  const [, json] = /^BEGIN\s*;\s*\/\* pgmaestro (\{.*?\}) \*\//s.exec(query) ?? [];
  if (json === undefined) return undefined;
  try {
    return JSON.parse(json) as RunningMigrations;
  } catch {
    return undefined;
  }
}
