import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { entriesOf, unpackInto, withLinks } from "../../src/database/tar.ts";
import { directoryOf } from "../support/migrations.ts";

const content = "x".repeat(700);
const files = {
  "a/one": content,
  "a/b/two": content,
  "a/b/other": "y",
  "a/empty": "",
  "a/none": "",
};

/** What is below a directory, by path. */
function read(directory: string): Record<string, string> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name));
  return Object.fromEntries(
    paths.map((path) => [path.slice(directory.length + 1), readFileSync(path, "utf8")]),
  );
}

test("a tar file with links for equal files is unpacked as tar does it", () => {
  const [from, byTar, byUs] = [directoryOf({}), directoryOf({}), directoryOf({})];
  mkdirSync(join(from, "a/b"), { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(from, path), text);
  const whole = execFileSync("tar", ["--format=ustar", "-C", from, "-cf", "-", "a"]);
  const linked = withLinks(whole, "a/none");
  expect([...entriesOf(linked)].map(({ path }) => path)).not.toContain("a/none");
  expect(linked.indexOf(content)).toBe(linked.lastIndexOf(content));
  execFileSync("tar", ["-C", byTar, "-xf", "-"], { input: linked });
  unpackInto(byUs, linked);
  const { "a/none": _left, ...kept } = files;
  expect([read(byTar), read(byUs)]).toEqual([kept, kept]);
});
