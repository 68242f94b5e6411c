import { dirname } from "node:path";
import { shown } from "./directory.ts";
import { compareNames, prefixOf } from "./prefix.ts";

/** The name and the file of a migration. */
export interface NamedFile {
  readonly name: string;
  readonly file: string;
}

/**
 * A name for a migration that follows another one, with a number that is one more; of a time that is a millisecond.
 * @param words what the name is made of
 * @param names those it must be before, where they are after the other one
 * @returns undefined where there is no room
 */
export function following(
  { name, file }: NamedFile,
  words: string,
  names: readonly string[],
): NamedFile | undefined {
  const found = `${nextNumber(/^\d+/.exec(name)![0])}_${slugFrom(words)}`;
  const later = names.filter((one) => compareNames(one, name) > 0);
  if (later.some((one) => prefixOf(one)! <= prefixOf(found)!)) return undefined;
  return { name: found, file: shown(dirname(file), `${found}.sql`) };
}

function nextNumber(digits: string): string {
  if (digits.length === 17)
    return new Date(prefixOf(digits)! + 1).toISOString().replaceAll(/\D/g, "");
  return String(BigInt(digits) + 1n).padStart(digits.length, "0");
}

const longestSlug = 100;

/** Words as a part of a file's name: what cannot stand there becomes a dash. */
export function slugFrom(words: string): string {
  const slug = words.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, "-").replaceAll(/^-+|-+$/g, "");
  return [...slug].slice(0, longestSlug).join("").replace(/-+$/, "");
}
