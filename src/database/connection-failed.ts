import { ConnectionFailedError, messageOf } from "../errors/index.ts";

/** Connecting took longer than it may. */
export class ConnectTimeout extends Error {
  readonly code = "ETIMEDOUT";
  readonly seconds: number;

  constructor(ms: number) {
    super(`no answer within ${ms / 1000} s`);
    this.seconds = ms / 1000;
  }
}

/** `channel_binding=require` cannot be kept. */
export class UnboundChannel extends Error {
  readonly code = "UNBOUND_CHANNEL";
}

/** What is known of an attempt to connect. */
export interface ConnectAttempt {
  /** The server asked for a password, and there is none. */
  readonly lacksPassword: boolean;
  readonly usesTls: boolean;
}

/** Why a connection failed, in words that help. */
export function connectionFailed(
  target: string,
  error: unknown,
  attempt: ConnectAttempt = { lacksPassword: false, usesTls: false },
): ConnectionFailedError {
  const [reason, hint] = explanation(error, attempt);
  return new ConnectionFailedError(target, reason, hint, error);
}

type Explanation = readonly [reason: string, hint: string];

function explanation(error: unknown, attempt: ConnectAttempt): Explanation {
  const { code, message } = firstOf(error);
  if (attempt.lacksPassword) return withoutPassword;
  if (error instanceof ConnectTimeout) return [message, noAnswer];
  return (
    (Object.hasOwn(reasons, code) ? reasons[code] : undefined) ?? [
      message,
      attempt.usesTls ? hintOfTls(code) : seeConfig,
    ]
  );
}

const withoutPassword: Explanation = [
  "the server asks for a password, and none is given",
  "Set PGPASSWORD, or write the password into the URL: postgresql://user:password@host/database.",
];

const noAnswer =
  "Check host, port and firewall; --connect-timeout, connect_timeout in the URL or PGCONNECT_TIMEOUT gives it more time.";

const seeConfig = "Check the connection settings: `pgmaestro config` shows where they come from.";

const reasons: Record<string, Explanation> = {
  ECONNREFUSED: ["nothing listens there", "Is the server running, and are host and port right?"],
  ECONNRESET: ["the server cut the connection", "Is it a PostgreSQL server, and does it run?"],
  ENOTFOUND: ["there is no such host", "Check the host name."],
  EAI_AGAIN: ["the host's name could not be looked up", "Check the network, or try again."],
  EHOSTUNREACH: ["the host cannot be reached", "Check host, network and firewall."],
  ENETUNREACH: ["the network cannot be reached", "Check host and network."],
  ETIMEDOUT: ["no answer", noAnswer],
  ENOENT: [
    "there is no such socket",
    "Is the server running, and is the socket's directory right?",
  ],
  EACCES: ["this user may not use the socket", "Check who may use its directory."],
  UNBOUND_CHANNEL: [
    "channel_binding=require cannot be kept: the server does not offer it",
    "It needs TLS, a password that is kept for SCRAM (password_encryption), and scram-sha-256 in pg_hba.conf.",
  ],
  "28P01": [
    "the password is wrong",
    "Check user and password; `pgmaestro config` shows where they come from.",
  ],
  "28000": ["the server refuses this user", "Check user, database and the server's pg_hba.conf."],
  "3D000": ["there is no such database", "`pgmaestro db create` makes it."],
  "42501": [
    "the user may not connect to this database",
    "Let its owner give the right: GRANT CONNECT ON DATABASE … TO ….",
  ],
  "53300": ["the server has no connection left", "Try again, or raise max_connections."],
  "57P03": ["the server is starting up or shutting down", "Try again in a moment."],
};

/** What a certificate may lack, by the codes of Node's `tls`. */
const unknownAuthority = [
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
];

const unchecked =
  "To connect without checking who answers: sslmode=no-verify, or uselibpqcompat=true for what libpq means by sslmode=require.";

function hintOfTls(code: string): string {
  if (unknownAuthority.includes(code))
    return `Name the file with the certificate of the server's authority: sslrootcert=ca.pem in the URL, or PGSSLROOTCERT. ${unchecked}`;
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID")
    return `Connect by a name that the certificate is for. ${unchecked}`;
  if (code === "CERT_HAS_EXPIRED") return `Renew the server's certificate. ${unchecked}`;
  return `TLS is asked for: sslmode=disable does without, where server and network allow it. ${seeConfig}`;
}

/** What went wrong: a code of Node's, or a SQLSTATE; empty where there is none. */
export function codeOfFailure(error: unknown): string {
  return firstOf(error).code;
}

/** Node tries every address of a host and gathers their errors. */
function firstOf(error: unknown): { readonly code: string; readonly message: string } {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return {
    code: (first as { code?: string } | undefined)?.code ?? "",
    message: messageOf(first),
  };
}

/** The SQLSTATE with which a server refused a connection; undefined where none answered. */
export function refusalState({ cause }: ConnectionFailedError): string | undefined {
  const code = codeOfFailure(cause);
  return /^\d[\dA-Z]{4}$/.test(code) ? code : undefined;
}

/** Whether a server will say the same the next time: it does not let this user in, or has no such database. */
export function isTurnedAway(error: ConnectionFailedError): boolean {
  return /^(?:28P01|28000|3D000|42501)$/.test(refusalState(error) ?? "");
}
