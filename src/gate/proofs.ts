import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as v from "valibot";
import { makeDirectories } from "../database/index.ts";
import { ConfigurationError, messageOf } from "../errors/index.ts";
import { committedBefore, type Migration } from "../migrations/index.ts";

const format = "pgmaestro-proofs";
const formatVersion = 1;

/** That `verify` found a migration sound: the checksums of what it tried, and where. */
interface Proof {
  readonly name: string;
  readonly up: string;
  readonly down?: string | undefined;
  /** PostgreSQL's version, as `18.4`. */
  readonly postgres: string;
}

/** What `verify` has found sound, as a file keeps it. */
export class Proofs {
  readonly #proofs: ReadonlyMap<string, Proof>;

  constructor(proofs: readonly Proof[]) {
    this.#proofs = new Map(proofs.map((proof) => [proof.name, proof]));
  }

  get all(): readonly Proof[] {
    return [...this.#proofs.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Whether there is a proof of a migration as it is now, of what it was, or none. */
  of({ name, up, down }: Migration): "same" | "other" | "none" {
    const proof = this.#proofs.get(name);
    if (proof === undefined) return "none";
    return proof.up === up.checksum && proof.down === down?.checksum ? "same" : "other";
  }

  /** With proofs of these, and none of those. What is proved already stays as it is, so that the file does. */
  with(sound: readonly Migration[], unsound: readonly Migration[], postgres: string): Proofs {
    const without = new Set([...sound, ...unsound].map(({ name }) => name));
    return new Proofs([
      ...this.all.filter(({ name }) => !without.has(name)),
      ...sound.map((migration) => this.#again(migration, postgres)),
    ]);
  }

  #again(migration: Migration, postgres: string): Proof {
    const { name, up, down } = migration;
    if (this.of(migration) === "same") return this.#proofs.get(name)!;
    return { name, up: up.checksum, ...(down && { down: down.checksum }), postgres };
  }
}

/** What `verify` kept. */
export interface KeptProofs {
  readonly file: string;
  /** How many migrations it proves sound, those of earlier runs included. */
  readonly proofs: number;
}

/**
 * Keeps in a file which migrations were found sound, and which no longer are.
 * @param tried those that were tried, each with whether it is sound
 * @throws ConfigurationError for a file that cannot be read or written
 */
export function keepProofs(
  file: string,
  tried: readonly { readonly migration: Migration; readonly isSound: boolean }[],
  postgres: string,
): KeptProofs {
  const [sound, unsound] = [true, false].map((wanted) =>
    tried.flatMap(({ migration, isSound }) => (isSound === wanted ? [migration] : [])),
  );
  const proofs = readProofs(file).with(sound!, unsound!, postgres);
  write(file, proofsText(proofs));
  return { file, proofs: proofs.all.length };
}

/** One proof a line, by name, so that two branches can be merged. */
function proofsText({ all }: Proofs): string {
  const lines = all.map((proof) => `    ${JSON.stringify(proof)}`);
  const head = `  "format": "${format}",\n  "version": ${formatVersion},\n  "proofs": `;
  return `{\n${head}[${lines.length === 0 ? "" : `\n${lines.join(",\n")}\n  `}]\n}\n`;
}

function write(file: string, text: string): void {
  try {
    makeDirectories(dirname(file));
    writeFileSync(file, text);
  } catch (error) {
    throw new ConfigurationError(
      `${file} cannot be written: ${messageOf(error)}`,
      "Check --proofs.",
    );
  }
}

/**
 * Reads what `verify` has kept; nothing where the file is not there.
 * @throws ConfigurationError for a file that is none of proofs, or of a later version
 */
export function readProofs(file: string): Proofs {
  return existsSync(file) ? proofsIn(textOf(file), file) : new Proofs([]);
}

/**
 * What a file of proofs says that a pull request may have changed.
 * @param revision the one of git that it is to be merged into
 * @throws ConfigurationError as `readProofs`
 */
export async function readClaims(file: string, revision: string): Promise<Claims> {
  const claimed = readProofs(file);
  const before = existsSync(file) ? await committedBefore(file, revision) : undefined;
  return { claimed, trusted: before === undefined ? claimed : proofsBefore(before, file) };
}

/** What a file of proofs says, and what of it is no claim of a pull request. */
export interface Claims {
  readonly claimed: Proofs;
  /** All of it where git does not track the file; else what the revision has. */
  readonly trusted: Proofs;
}

/** What cannot be read proves nothing. */
function proofsBefore(text: string, file: string): Proofs {
  try {
    return proofsIn(text, file);
  } catch {
    return new Proofs([]);
  }
}

function proofsIn(text: string, file: string): Proofs {
  const result = v.safeParse(schema, parsed(text, file));
  if (!result.success) throw unreadable(file, "it does not hold what `verify` writes");
  if (result.output.version > formatVersion)
    throw new ConfigurationError(
      `${file} is of a later version of pgmaestro (format ${result.output.version})`,
      "Update pgmaestro here.",
    );
  return new Proofs(result.output.proofs as readonly Proof[]);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw unreadable(file, messageOf(error));
  }
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(file, messageOf(error));
  }
}

function unreadable(file: string, why: string): ConfigurationError {
  return new ConfigurationError(
    `${file} cannot be read as proofs of verify: ${why}`,
    "Delete it, and run `pgmaestro verify --all` to write it again; or name another one with --proofs.",
  );
}

const schema = v.object({
  format: v.literal(format),
  version: v.number(),
  proofs: v.array(
    v.object({
      name: v.string(),
      up: v.string(),
      down: v.optional(v.string()),
      postgres: v.string(),
    }),
  ),
});
