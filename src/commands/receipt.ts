import { type TargetOptions, withTarget } from "../engine/index.ts";
import { type Receipt, receiptOf, receiptText, refuseWeakKey, standingIn } from "../gate/index.ts";
import { refuseAbsent } from "../database/index.ts";
import { writeOutput } from "./output-file.ts";

/** Of which environment to write a receipt, and how. */
export interface ReceiptOptions extends TargetOptions {
  /** The environment's name; `database` is its database. */
  readonly environment: string;
  /** What it is signed with: at least 32 characters, the same as where it is read. */
  readonly key: string;
  /** For how long it counts, in seconds. Default: 7 days. */
  readonly validFor?: number | undefined;
  /** The file to write. Default: none, the receipt is only returned. */
  readonly output?: string | undefined;
}

/** What `receipt` wrote. */
export interface ReceiptResult {
  readonly receipt: Receipt;
  /** The file that was written. */
  readonly file?: string;
}

const usualValidity = 7 * 24 * 3600;

/**
 * Writes which migrations an environment has, with their checksums and since when, signed: for a run in another one that cannot
 * reach it. Only reads the database.
 * @throws ConfigurationError for a key that is too short; InvalidRequestError for a file that cannot be written; the errors of
 *   settings and connection
 * @example
 * ```ts
 * const key = process.env["PGMAESTRO_RECEIPT_KEY"]!;
 * await receipt({ database: process.env["STAGING_URL"]!, environment: "staging", key, output: "staging.json" });
 * ```
 */
export async function receipt(options: ReceiptOptions): Promise<ReceiptResult> {
  const { database, environment, key, validFor = usualValidity, output } = options;
  refuseWeakKey(key);
  refuseAbsent(database);
  const standing = await withTarget(
    options,
    ({ connection, table }) => standingIn(environment, connection, table),
    () => [],
  );
  const written = receiptOf(standing, validFor);
  if (output === undefined) return { receipt: written };
  writeOutput(output, receiptText(written, key));
  return { receipt: written, file: output };
}
