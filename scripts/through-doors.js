// esbuild splits a bundle by file: whoever imports one name from a folder's index.ts would load the whole folder.
// This lets the bundle import each name from the file that has it; the sources go on importing from the door.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

const importsFromDoor = /import\s+\{([^}]*)\}\s+from\s+"(\.[^"]*\/index\.ts)";/g;
const exportsOfDoor = /export\s+(type\s+)?\{([^}]*)\}\s+from\s+"([^"]+)";/g;

/** An esbuild plugin for sources below `src/`. */
export const throughDoors = {
  name: "through-doors",
  setup(build) {
    build.onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => ({
      contents: straightened(await readFile(path, "utf8"), dirname(path)),
      loader: "ts",
    }));
  },
};

function straightened(source, folder) {
  return source.replaceAll(importsFromDoor, (statement, names, door) =>
    namesIn(names)
      .map((name) => importOf(name, join(folder, door), folder))
      .join(" "),
  );
}

/** `import { name } from` where the door has it from; from the door itself where that cannot be read. */
function importOf(name, door, folder) {
  if (name.startsWith("type ")) return "";
  const [exported] = name.split(" as ");
  const file = join(dirname(door), doorMap(door).get(exported) ?? "index.ts");
  const path = relative(folder, file);
  return `import { ${name} } from "${path.startsWith(".") ? path : `./${path}`}";`;
}

const known = new Map();

/** The names that a door hands on, with the files they are from. */
function doorMap(door) {
  const text = () => readFileSync(door, "utf8");
  if (!known.has(door))
    known.set(
      door,
      new Map(
        [...text().matchAll(exportsOfDoor)].flatMap(([, , names, file]) =>
          namesIn(names).map((name) => [name.replace("type ", ""), file]),
        ),
      ),
    );
  return known.get(door);
}

function namesIn(list) {
  return list
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
}
