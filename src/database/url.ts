/** Whether an address is that of an embedded database: `pglite:DIRECTORY`. */
export function isEmbeddedUrl(address: unknown): address is `pglite:${string}` {
  return typeof address === "string" && address.startsWith("pglite:");
}

/** Whether a text names a database of a server. */
export function isServerUrl(text: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(text);
}

/** Whether a text names a database, on a server or embedded. */
export function isDatabaseUrl(text: string): boolean {
  return isServerUrl(text) || isEmbeddedUrl(text);
}

/** The parts of a connection; what is absent is the driver's to decide. */
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
  const authority = socket ? "" : `${hostOf(host)}${port === undefined ? "" : `:${port}`}`;
  const query = socket ? `?host=${encode(host)}${port === undefined ? "" : `&port=${port}`}` : "";
  return `postgres://${credentials === "" ? "" : `${credentials}@`}${authority}/${pathOf(database)}${query}`;
}

function hostOf(host = ""): string {
  return host.includes(":") ? `[${host}]` : host;
}

/** A database's name in the path of a URL. Drivers decode a path as `decodeURI` does, which leaves the escapes of these characters as they are. */
export function pathOf(database = ""): string {
  return encodeURIComponent(database).replaceAll(
    /%(?:2F|3B|3A|40|26|3D|2B|24|2C)/g,
    decodeURIComponent,
  );
}
