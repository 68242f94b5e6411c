import { readFileSync } from "node:fs";
import type { ConnectionOptions as TlsOptions } from "node:tls";
import { ConfigurationError } from "../errors/index.ts";
import type { ConnectionOptions, GivenOption } from "./connection-options.ts";

/** What the driver takes as `ssl`: no TLS, or TLS with these settings. */
export type Tls = false | TlsOptions;

/**
 * What options say of TLS; undefined where they say nothing. A mode without `uselibpqcompat=true` means what it means to
 * the driver: certificate and host are checked unless it is `no-verify`.
 * @throws ConfigurationError for a mode that is unknown, or a file that cannot be read
 */
export function tlsOf(options: ConnectionOptions): Tls | undefined {
  const { ssl, sslmode, sslnegotiation } = options;
  if (sslnegotiation !== undefined) refuseNegotiation(sslnegotiation);
  const checks = sslmode === undefined ? checksOfSwitch(ssl) : checksOfMode(options);
  if (checks === false) return false;
  if (checks === undefined && !impliesTls(options)) return undefined;
  return { ...identityOf(options), ...checks };
}

/** A certificate in the URL asks for TLS, as does a direct negotiation; one in a variable counts where there is TLS. */
function impliesTls({ sslcert, sslkey, sslrootcert, sslnegotiation }: ConnectionOptions): boolean {
  const files = [sslcert, sslkey, sslrootcert];
  return sslnegotiation?.value === "direct" || files.some((file) => file?.isVariable === false);
}

function refuseNegotiation({ value, source }: GivenOption): void {
  if (/^(?:postgres|direct)$/.test(value)) return;
  throw new ConfigurationError(
    `${source} is "${value}", which is not known`,
    "It may be postgres or direct.",
  );
}

type Checks = false | Pick<TlsOptions, "rejectUnauthorized" | "checkServerIdentity">;

function checksOfSwitch(ssl: GivenOption | undefined): Checks | undefined {
  if (ssl === undefined) return undefined;
  if (/^(?:0|false)$/.test(ssl.value)) return false;
  if (/^(?:1|true)$/.test(ssl.value)) return {};
  if (ssl.value === "no-verify") return withoutCheck;
  throw new ConfigurationError(
    `${ssl.source} is "${ssl.value}", which is not known`,
    "It may be true, false or no-verify; sslmode says more.",
  );
}

const withoutCheck = { rejectUnauthorized: false };
/** Whose certificate it is matters; which host it is for does not. */
const withoutHost = { checkServerIdentity: () => undefined };

const modes = ["disable", "no-verify", "prefer", "require", "verify-ca", "verify-full"];

function checksOfMode({ sslmode, sslrootcert, uselibpqcompat }: ConnectionOptions): Checks {
  const { value, source } = sslmode!;
  if (!modes.includes(value))
    throw new ConfigurationError(
      `${source} is "${value}", which is not supported`,
      `The modes are ${modes.join(", ")}.`,
    );
  if (value === "disable") return false;
  if (value === "no-verify") return withoutCheck;
  if (uselibpqcompat?.value !== "true" || value === "verify-full") return {};
  if (value === "verify-ca") return caOnly(sslmode!, sslrootcert);
  return value === "require" && sslrootcert !== undefined ? withoutHost : withoutCheck;
}

/** Anybody can have a certificate of an authority that everybody trusts. */
function caOnly({ source }: GivenOption, sslrootcert: GivenOption | undefined): Checks {
  if (sslrootcert !== undefined && sslrootcert.value !== system) return withoutHost;
  throw new ConfigurationError(
    `${source} is "verify-ca", and no file is named that says whose certificates count`,
    "Name it with sslrootcert, or use sslmode=verify-full.",
  );
}

/** libpq's word for the authorities that everybody trusts; here those that Node trusts. */
const system = "system";

function identityOf(options: ConnectionOptions): TlsOptions {
  const { sslrootcert, sslcert, sslkey, sslpassword } = options;
  const { ssl_min_protocol_version: least, ssl_max_protocol_version: most } = options;
  return {
    ...(sslrootcert && sslrootcert.value !== system && { ca: fileOf(sslrootcert) }),
    ...(sslcert && { cert: fileOf(sslcert) }),
    ...(sslkey && { key: fileOf(sslkey) }),
    ...(sslpassword && { passphrase: sslpassword.value }),
    ...(least && { minVersion: versionOf(least) }),
    ...(most && { maxVersion: versionOf(most) }),
  };
}

function fileOf({ value, source }: GivenOption): string {
  try {
    return readFileSync(value, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigurationError(
      `${source} names ${value}, which cannot be read: ${reasons[code!] ?? code}`,
      "Correct the path; it counts from the working directory.",
    );
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "this user may not read it",
  EISDIR: "it is a directory",
  ENOTDIR: "a part of the path is no directory",
};

function versionOf({ value, source }: GivenOption): "TLSv1" | "TLSv1.1" | "TLSv1.2" | "TLSv1.3" {
  const versions = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"] as const;
  const found = versions.find((version) => version === value);
  if (found !== undefined) return found;
  throw new ConfigurationError(
    `${source} is "${value}", which is not known`,
    `The versions are ${versions.join(", ")}.`,
  );
}
