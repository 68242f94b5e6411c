import { InvalidRequestError, UnknownMigrationError } from "../errors/index.ts";
import { nearestName } from "../nearest-name.ts";
import { repeatableFolder } from "./directory.ts";

/**
 * The full name that a user meant: the name itself, its file's name or path, or just its number.
 * @throws UnknownMigrationError with the closest names
 */
export function resolveName(given: string, names: readonly string[]): string {
  if (names.includes(given)) return given;
  const file = given.replace(/^.*[\\/]/, "");
  const bare = file.replace(/(?:\.(?:up|down))?\.[A-Za-z]+$/, "");
  const again = [`${repeatableFolder}/${bare}`, `seeds/${bare}`];
  const exact = [file, bare, ...again].find((name) => names.includes(name));
  if (exact !== undefined) return exact;
  const byNumber = names.filter(
    (name) => /^\d+$/.test(bare) && name.startsWith(bare) && !/^\d/.test(name.slice(bare.length)),
  );
  if (byNumber.length === 1) return byNumber[0]!;
  if (byNumber.length > 1)
    throw new InvalidRequestError(
      `"${given}" may mean ${byNumber.join(" or ")}`,
      "Give the whole name.",
    );
  throw new UnknownMigrationError(given, suggestions(bare, names));
}

/** Close in spelling, or the same words under another number. */
function suggestions(given: string, names: readonly string[]): string[] {
  const words = given.replace(/^\d+_?/, "").replaceAll(/[\s_]+/g, "-");
  const sameWords = names.filter((name) => words !== "" && name.endsWith(words));
  const near = nearestName(given, names, Math.max(3, given.length / 3));
  return [...new Set([...sameWords, ...(near ? [near] : [])])].slice(0, 3);
}
