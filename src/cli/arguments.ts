/**
 * Brings node-pg-migrate's spellings to ours: `--migrationsTable` is `--migrations-table`, and what follows
 * `--` stays as it is.
 */
export function normaliseArguments(given: readonly string[]): string[] {
  const end = given.indexOf("--");
  const flags = end === -1 ? given : given.slice(0, end);
  return [...flags.map(kebab), ...given.slice(flags.length)];
}

function kebab(argument: string): string {
  const match = /^--([A-Za-z][\w-]*)(=[^]*)?$/.exec(argument);
  if (match === null) return argument;
  const name = match[1]!.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return `--${name}${match[2] ?? ""}`;
}

/** What a positional of `up` and `down` says: a count, or a name. */
export function countOrName(given: string | undefined): {
  readonly count?: number;
  readonly name?: string;
} {
  if (given === undefined) return {};
  return /^\d+$/.test(given) ? { count: Number(given) } : { name: given };
}
