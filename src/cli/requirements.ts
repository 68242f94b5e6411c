import { ConfigurationError, InvalidRequestError, ReceiptRefusedError } from "../errors/index.ts";
import type { Receipt, RequiredEnvironment, Requirements } from "../gate/index.ts";
import { listOf, text, time } from "../settings/kinds.ts";
import { option, under, type Values } from "../settings/option.ts";
import { optionGroups } from "../settings/headings.ts";
import type { environmentName, NamedEnvironment } from "../settings/environments.ts";
import { proof } from "../settings/environment-definition.ts";
import { addressOf, environmentNamed } from "../settings/environments.ts";
import type { gates } from "../settings/all.ts";
import { usualProofs } from "../settings/proofs-file.ts";
import { reached, type ReachSettings } from "../settings/reach.ts";
import type { SettingsOf } from "../settings/setting.ts";
import type { Environment } from "../settings/sources.ts";

/** For commands that run migrations where others must have had them before. */
export const gateOptions = [
  under(
    optionGroups.run,
    option("--receipt <file>", listOf(text), "how far an environment is that cannot be reached"),
  ),
  under(
    optionGroups.run,
    option("--override <reason>", text, "run what lacks what its environment requires; journaled"),
  ),
];

type GateSettings = SettingsOf<(typeof gates)[number] | typeof environmentName> & ReachSettings;

interface Asked {
  readonly settings: GateSettings;
  readonly environment: Environment;
  readonly values: Values<(typeof gateOptions)[number]>;
  /** How an environment is named. Default: by --env. */
  readonly naming?: string;
}

/**
 * What the environment that a command works on asks of migrations.
 * @throws ConfigurationError | InvalidRequestError | ReceiptRefusedError
 */
export async function requirementsOf({
  settings,
  environment,
  values: { override, receipt },
  naming,
}: Asked): Promise<Requirements | undefined> {
  const { env, environments, proofs } = settings;
  const chosen = env && environmentNamed(env.value, environments, env.source);
  const required = chosen?.requires ?? [];
  if (override?.trim() === "") throw withoutReason();
  if (required.length === 0) {
    refuseNothingToMeet({ "--override": override, "--receipt": receipt }, chosen, naming);
    return undefined;
  }
  const receipts = await readReceipts(receipt, settings);
  const names = required.filter((name) => name !== proof);
  refuseOthers(receipts, names);
  return {
    environment: chosen!.name,
    soak: time.accept(chosen!.soak),
    ...(required.includes(proof) && { proofs: proofs?.value ?? usualProofs }),
    environments: names.map((name) => {
      const found = receipts.find(({ receipt: one }) => one.environment === name);
      if (found !== undefined) return { name, receipt: found.receipt };
      return liveEnvironment(name, { chosen: chosen!, settings, environment, override });
    }),
  };
}

interface Live extends Pick<Asked, "settings" | "environment"> {
  readonly chosen: NamedEnvironment;
  readonly override: string | undefined;
}

/** Who overrides what it says need not know where it is. */
function liveEnvironment(
  name: string,
  { chosen: { source }, settings, environment, override }: Live,
): RequiredEnvironment {
  const required = environmentNamed(name, settings.environments, `requires of ${source}`);
  try {
    return { name, database: reached(addressOf(required, environment).value, settings) };
  } catch (error) {
    if (override === undefined || !(error instanceof ConfigurationError)) throw error;
    return { name, unreadable: error.message };
  }
}

function withoutReason(): InvalidRequestError {
  return new InvalidRequestError(
    "--override says no reason",
    'Say why, for whoever reads the journal: --override "the fix for incident 4711".',
  );
}

/** What is given for nothing is given by mistake. */
function refuseNothingToMeet(
  given: Readonly<Record<string, unknown>>,
  chosen: NamedEnvironment | undefined,
  naming = "Name it with --env.",
): void {
  const [name] = Object.keys(given).filter((key) => given[key] !== undefined);
  if (name === undefined) return;
  throw new InvalidRequestError(
    chosen === undefined
      ? `${name} is for an environment, and none is named`
      : `${name} is for what an environment requires, and ${chosen.source} requires nothing`,
    chosen === undefined ? naming : `Leave ${name} away.`,
  );
}

interface GivenReceipt {
  readonly file: string;
  readonly receipt: Receipt;
}

async function readReceipts(
  files: readonly string[] | undefined,
  { receiptKey }: GateSettings,
): Promise<GivenReceipt[]> {
  if (files === undefined) return [];
  const key = requiredKey(receiptKey);
  const { readReceipt } = await import("../gate/index.ts");
  const now = new Date();
  return files.map((file) => ({ file, receipt: readReceipt(file, key, now) }));
}

/** @throws ConfigurationError */
export function requiredKey(key: GateSettings["receiptKey"]): string {
  if (key !== undefined) return key.value;
  throw new ConfigurationError(
    "The variable PGMAESTRO_RECEIPT_KEY is not set, with which receipts are signed",
    "Make one with `openssl rand -hex 32`, and give it to whoever writes receipts and whoever reads them.",
  );
}

function refuseOthers(receipts: readonly GivenReceipt[], required: readonly string[]): void {
  const other = receipts.find(({ receipt }) => !required.includes(receipt.environment));
  if (other === undefined) return;
  const { file, receipt } = other;
  throw new ReceiptRefusedError(file, {
    kind: "other-environment",
    environment: receipt.environment,
    required,
  });
}
