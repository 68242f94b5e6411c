import { readdirSync } from "node:fs";
import { join } from "node:path";

/** By what paths below it a directory of another tool's migrations is known; each is one that `import` takes over. */
const signs: readonly (readonly [tool: string, path: RegExp])[] = [
  ["diesel", /^[^\\/]+\/up\.sql$/],
  ["prisma", /^[^\\/]+\/migration\.sql$/],
  ["drizzle", /^meta\/_journal\.json$/],
  ["graphile-migrate", /^(?:committed\/\d+(?:-[-\w]*)?\.sql|current\.sql)$/],
  ["flyway", /^V\d+(?:[._]\d+)*__.*\.sql$/],
];

/** Says how another tool's migrations are taken over, where a directory holds such; else what is given. */
export function importHint(directory: string, otherwise: string): string {
  const paths = pathsBelow(directory);
  const tool = signs.find(([, path]) => paths.some((one) => path.test(one)))?.[0];
  if (tool === undefined) return otherwise;
  return `It looks like the directory of another tool: \`pgmaestro import ${tool} --from ${directory}\` shows how its files and its history are taken over.`;
}

/** What is in a directory, and in the directories in it. */
function pathsBelow(directory: string): string[] {
  return namesIn(directory).flatMap((name) => [
    name,
    ...namesIn(join(directory, name)).map((inner) => `${name}/${inner}`),
  ]);
}

/** Nothing, where it is a file or cannot be read. */
function namesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
