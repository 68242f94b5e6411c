const masked = "***";

/** A connection URL without its passwords, whatever its shape. */
export function maskUrl(url: string): string {
  if (url.startsWith("pglite:")) return url;
  const inQuery = /([?&](?:password|sslpassword)=)[^&#]*/gi;
  const credentials = /^([a-z][\w+.-]*:\/\/[^:/?#]*):.*@(?=[^@]*$)/i;
  return url.replace(credentials, `$1:${masked}@`).replaceAll(inQuery, `$1${masked}`);
}

/** The parts of a connection; whatever is absent is the driver's to decide. */
export interface ConnectionParts {
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly database?: string | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

/** A URL from its parts; any character may stand in any of them. A host that begins with a slash is a socket's directory. */
export function urlFromParts({ host, port, database, user, password }: ConnectionParts): string {
  const encode = (part: string | undefined) => encodeURIComponent(part ?? "");
  const credentials = password === undefined ? encode(user) : `${encode(user)}:${encode(password)}`;
  const socket = host?.startsWith("/") ?? false;
  const authority = socket ? "" : `${host ?? ""}${port === undefined ? "" : `:${port}`}`;
  const query = socket ? `?host=${encode(host)}${port === undefined ? "" : `&port=${port}`}` : "";
  return `postgres://${credentials === "" ? "" : `${credentials}@`}${authority}/${encode(database)}${query}`;
}
