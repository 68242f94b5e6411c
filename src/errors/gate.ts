import { argumentsOf, listNames, PgmaestroError } from "./base.ts";

/** What a migration lacks that is to run where others must have had it before. */
export interface Shortfall {
  readonly migration: string;
  /** The environment that must have it; absent where it is a proof of `verify` that is missing. */
  readonly environment?: string;
  readonly kind:
    | "not-applied"
    | "only-marked"
    | "no-checksum"
    | "other-checksum"
    | "too-young"
    | "unreadable"
    | "no-proof"
    | "other-proof";
  /** Why that environment could not be read. */
  readonly problem?: string;
  /** Of one that is too young: for how long it has been applied there. */
  readonly seconds?: number;
  /** When that is long enough: ISO 8601. */
  readonly readyAt?: string;
}

/** What is to run lacks what its environment requires, so nothing was run. */
export class UnmetRequirementsError extends PgmaestroError {
  readonly code = "requirements-unmet";
  readonly kind = "refused";
  readonly environment: string;
  readonly shortfalls: readonly Shortfall[];

  constructor(environment: string, shortfalls: readonly Shortfall[]) {
    super(
      `${environment} requires more of what is to run, so nothing was run: ${listNames(byMigration(shortfalls), "; ")}`,
      [
        ...hintsOf(shortfalls),
        "In an emergency --override REASON runs them all the same, and is journaled.",
      ].join("\n"),
    );
    this.environment = environment;
    this.shortfalls = shortfalls;
  }

  override facts(): Record<string, unknown> {
    return { environment: this.environment, shortfalls: this.shortfalls };
  }
}

/** `2_b: staging has not applied it, verify has not found it sound` */
function byMigration(shortfalls: readonly Shortfall[]): string[] {
  const names = [...new Set(shortfalls.map(({ migration }) => migration))];
  return names.map((name) => {
    const own = shortfalls.filter(({ migration }) => migration === name);
    return `${name}: ${own.map(shortfallText).join(", ")}`;
  });
}

/** What is missing, in words that follow the migration's name. */
export function shortfallText(shortfall: Shortfall): string {
  const { kind, environment, seconds = 0, readyAt, problem } = shortfall;
  switch (kind) {
    case "not-applied":
      return `${environment} has not applied it`;
    case "only-marked":
      return `in ${environment} it is only marked as applied, and never ran`;
    case "no-checksum":
      return `${environment} has it from another tool, and no checksum of it`;
    case "other-checksum":
      return `${environment} applied another text of it`;
    case "too-young":
      return `${environment} applied it ${ageText(seconds)} ago, which is long enough at ${readyAt}`;
    case "unreadable":
      return `how far ${environment} is cannot be read (${problem})`;
    case "no-proof":
      return "verify has not found it sound";
    case "other-proof":
      return "verify found another text of it sound";
  }
}

function ageText(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  return `${Math.floor(seconds / 3600)} h`;
}

/** What to do, once for all that the same helps. */
function hintsOf(shortfalls: readonly Shortfall[]): string[] {
  return [...new Set(shortfalls.map((one) => hintOf(one, shortfalls)))];
}

function hintOf({ kind, environment }: Shortfall, all: readonly Shortfall[]): string {
  const alike = all.filter((one) => one.kind === kind && one.environment === environment);
  const names = argumentsOf(alike.map(({ migration }) => migration));
  switch (kind) {
    case "not-applied":
      return `Run \`pgmaestro up --env ${environment}\` first; where a receipt says so, write a new one after that.`;
    case "only-marked":
      return "Where it is meant to count, `pgmaestro mark` it here as well: then it does not run here either.";
    case "no-checksum":
      return `\`pgmaestro adopt --env ${environment}\` journals the checksums of today's files there.`;
    case "other-checksum":
      return `Take the edit back; or, where ${environment} may lose what it made, \`pgmaestro redo --env ${environment} ${names}\`.`;
    case "too-young":
      return `Run this again after ${alike
        .map(({ readyAt = "" }) => readyAt)
        .toSorted()
        .at(-1)}.`;
    case "unreadable":
      return `Where ${environment} can be reached, write a receipt with \`pgmaestro receipt --env ${environment} --output FILE\`, and give --receipt FILE here.`;
    case "no-proof":
    case "other-proof":
      return `Run \`pgmaestro verify ${names}\`, and commit or cache its file of proofs.`;
  }
}

/** Why a receipt proves nothing. */
export interface ReceiptProblem {
  readonly kind:
    | "truncated"
    | "no-receipt"
    | "old-format"
    | "later-format"
    | "other-key"
    | "forged"
    | "expired"
    | "from-the-future"
    | "other-environment";
  /** The version of its format. */
  readonly version?: number;
  /** When it expired, or was written: ISO 8601. */
  readonly at?: string;
  /** How far it is ahead of this machine's clock. */
  readonly seconds?: number;
  /** Whose it is, and whose are required. */
  readonly environment?: string;
  readonly required?: readonly string[];
}

/** A receipt does not prove what it is to prove, so nothing was run. */
export class ReceiptRefusedError extends PgmaestroError {
  readonly code = "receipt-refused";
  readonly kind = "refused";
  readonly file: string;
  readonly problem: ReceiptProblem;

  constructor(file: string, problem: ReceiptProblem) {
    const { what, hint } = describe(problem);
    super(`The receipt ${file} ${what}, so nothing was run`, hint);
    this.file = file;
    this.problem = problem;
  }

  override facts(): Record<string, unknown> {
    return { file: this.file, problem: this.problem };
  }
}

const again = "write it again with `pgmaestro receipt --env NAME --output FILE`";

function describe(problem: ReceiptProblem): { readonly what: string; readonly hint: string } {
  const { kind, version, at, seconds = 0, environment, required = [] } = problem;
  switch (kind) {
    case "truncated":
      return {
        what: "is not whole",
        hint: `It was cut off or edited: hand it over whole, or ${again}.`,
      };
    case "no-receipt":
      return { what: "is no receipt", hint: `Check --receipt, or ${again}.` };
    case "old-format":
      return {
        what: `is of an older format (${version})`,
        hint: `With this version of pgmaestro ${again}.`,
      };
    case "later-format":
      return {
        what: `is of a later format (${version})`,
        hint: "Update pgmaestro here to the version that wrote it.",
      };
    case "other-key":
      return {
        what: "is signed with another key",
        hint: `Give PGMAESTRO_RECEIPT_KEY the same value on both sides; after a change of the key, ${again}.`,
      };
    case "forged":
      return {
        what: "was changed after it was signed",
        hint: `Do not use it; ${again}, and look who changed it.`,
      };
    case "expired":
      return {
        what: `expired at ${at}`,
        hint: `Its environment may be another by now: ${again}; --valid says for how long it counts.`,
      };
    case "from-the-future":
      return {
        what: `was written at ${at}, ${Math.round(seconds)} s ahead of this machine's clock`,
        hint: "Set the clocks of this machine and of that environment's server, best by NTP; then write it again.",
      };
    case "other-environment":
      return {
        what: `is of ${environment}, which is not required here`,
        hint: `Give one of ${listNames(required)}.`,
      };
  }
}
