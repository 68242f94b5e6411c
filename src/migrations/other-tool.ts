import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { MigrationFileError } from "../errors/index.ts";
import { locationIn, regions } from "../sql/text/index.ts";
import { type Migration, offsetInFile } from "./migration.ts";

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

/** By what comment other tools begin a down section, which for us and node-pg-migrate is more of the up section. */
const downMarks: readonly (readonly [tool: string, comment: RegExp])[] = [
  ["dbmate", /^--[ \t]*migrate:down\b/im],
  ["goose", /^--[ \t]*\+goose[ \t]+down\b/im],
];

/**
 * Refuses to run an up section that holds the down section of another tool.
 * @throws MigrationFileError at that tool's comment
 */
export function refuseForeignDown({ kind, up }: Migration): void {
  if (kind === "module") return;
  const found = downMarks.find(([, comment]) => comment.test(up.text));
  if (found === undefined) return;
  const [tool, comment] = found;
  const mark = [...regions(up.text)].find(
    (region) =>
      region.kind === "line-comment" && comment.test(up.text.slice(region.start, region.end)),
  );
  if (mark === undefined) return;
  const location = locationIn(up, offsetInFile(up, mark.start));
  throw new MigrationFileError(
    `This file is written for ${tool}: what follows would be run with the up section`,
    location,
    `\`pgmaestro import ${tool} --from ${dirname(up.file)}\` takes over its files and its history; or write \`-- Up Migration\` and \`-- Down Migration\`. Nothing was run.`,
    up.source,
  );
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
