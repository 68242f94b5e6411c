import { describe, expect, test } from "vitest";
import { driverSettings } from "../../src/database/driver-settings.ts";
import { ConfigurationError } from "../../src/index.ts";
import { thrown } from "../support/thrown.ts";

type Address = Parameters<typeof driverSettings>[0];

/** Whoever connects with these gets an error. */
function refusal(address: Address, variables: Record<string, string> = {}): ConfigurationError {
  return thrown(ConfigurationError, () => driverSettings(address, variables));
}

const url = "postgres://u:geheim@h:5432/d";

describe("is obeyed", () => {
  test.each<[string, Record<string, string>, object]>([
    ["", {}, { connectionString: url, keepAlive: true, keepAliveInitialDelayMillis: 30_000 }],
    ["keepalives_idle=5", {}, { keepAlive: true, keepAliveInitialDelayMillis: 5000 }],
    ["application_name=a%26b", {}, { connectionString: `${url}?application_name=a%26b` }],
    ["options=-c%20x%3Dy", {}, { connectionString: `${url}?options=-c%20x%3Dy` }],
    ["dbname=other", {}, { connectionString: "postgres://u:geheim@h:5432/other" }],
    ["host=/run&port=1", {}, { connectionString: `${url}?host=%2Frun&port=1` }],
    ["sslmode=disable", { PGSSLMODE: "require" }, { ssl: false }],
    ["ssl=false", { PGSSLMODE: "require" }, { ssl: false }],
    ["", { PGSSLMODE: "require" }, { ssl: {} }],
    ["sslmode=require", { PGSSLMODE: "disable" }, { ssl: {} }],
    ["sslmode=no-verify", {}, { ssl: { rejectUnauthorized: false } }],
    ["sslrootcert=system", {}, { ssl: {} }],
    ["sslmode=require&ssl_min_protocol_version=TLSv1.2", {}, { ssl: { minVersion: "TLSv1.2" } }],
    ["sslmode=require&sslpassword=x", {}, { ssl: { passphrase: "x" } }],
    ["channel_binding=require&sslmode=require", {}, { enableChannelBinding: true }],
    // asks for nothing that is not so anyway
    ["target_session_attrs=any&gssencmode=prefer&client_encoding=UTF8&sslsni=1", {}, {}],
    ["schema=public&pgbouncer=true&connection_limit=5", {}, { connectionString: url }],
    ["", { PGSERVICEFILE: "/x", PGCHANNELBINDING: "prefer", PGCLIENTENCODING: "utf-8" }, {}],
  ])("%j, with the variables %j", (query, variables, expected) => {
    const { config } = driverSettings(query === "" ? url : `${url}?${query}`, variables);
    expect(config).toMatchObject(expected);
  });

  test.each<[Address, Record<string, string>, number]>([
    [url, {}, 10_000],
    [`${url}?connect_timeout=3`, { PGCONNECT_TIMEOUT: "5" }, 3000],
    [`${url}?connect_timeout=0`, {}, 0],
    [`${url}?connect_timeout=-1`, {}, 0],
    [`${url}?connectionTimeoutMillis=1500`, {}, 1500],
    [url, { PGCONNECT_TIMEOUT: "5" }, 5000],
    [{ host: "h", connectionTimeoutMillis: 700 }, { PGCONNECT_TIMEOUT: "5" }, 700],
    [{ connectionString: `${url}?connect_timeout=3`, connectionTimeoutMillis: 700 }, {}, 3000],
  ])("%j with %j gives connecting %d ms", (address, variables, ms) => {
    expect(driverSettings(address, variables).timeoutMs).toBe(ms);
  });

  test("no TCP keepalive", () => {
    expect(driverSettings(`${url}?keepalives=0`, {}).config).not.toHaveProperty("keepAlive");
  });

  test("settings of the driver, pools' among them", () => {
    const settings = { host: "h", port: 1, password: () => "p", ssl: { ca: "c" }, max: 5 };
    expect(driverSettings(settings, { PGSSLMODE: "disable" }).config).toMatchObject(settings);
  });
});

describe("is refused by name", () => {
  test.each([
    ["service=nope", "service", "PGHOST"],
    ["target_session_attrs=read-write", "target_session_attrs", "primary"],
    ["load_balance_hosts=random", "load_balance_hosts", "one server"],
    ["channel_binding=require", "channel_binding", "sslmode=verify-full"],
    ["channel_binding=always", "channel_binding", "require"],
    ["sslmode=bogus", "sslmode", "verify-full"],
    ["sslmode=allow", "sslmode", "verify-full"],
    ["ssl=yes", "ssl", "no-verify"],
    ["uselibpqcompat=true&sslmode=verify-ca", "sslmode", "sslrootcert"],
    ["sslrootcert=/nowhere/ca.pem", "/nowhere/ca.pem", "path"],
    ["sslkey=/nowhere/key.pem", "/nowhere/key.pem", "path"],
    ["sslmode=require&ssl_min_protocol_version=2", "ssl_min_protocol_version", "TLSv1.2"],
    ["sslnegotiation=maybe", "sslnegotiation", "direct"],
    ["sslcrl=x", "sslcrl", "not read"],
    ["gssencmode=require", "gssencmode", "TLS"],
    ["require_auth=scram-sha-256", "require_auth", "channel_binding"],
    ["hostaddr=1.2.3.4", "hostaddr", "host"],
    ["passfile=x", "passfile", "PGPASSFILE"],
    ["replication=database", "replication", "Leave it out"],
    ["keepalives=maybe", "keepalives", "Correct"],
    ["connect_timeout=soon", "connect_timeout", "Correct"],
    ["client_encoding=LATIN1", "client_encoding", "UTF8"],
    ["schema=app", "schema", "--schema"],
    ["sslmod=require", "sslmod ", "sslmode"],
    ["pass%77ord_=geheim", "password_", "password"],
    ["whatever=geheim", "whatever", "application_name"],
  ])("%s", (query, name, hint) => {
    const error = refusal(`${url}?${query}`);
    expect(error.message).toContain(name);
    expect(error.message).toContain("in the database URL");
    expect(error.hint).toContain(hint);
    expect(`${error.message}${error.hint}`).not.toContain("geheim");
  });

  test.each([
    ["PGSERVICE", "x"],
    ["PGSSLMODE", "bogus"],
    ["PGSSLROOTCERT", "/nowhere/ca.pem"],
    ["PGSSLCRL", "x"],
    ["PGTARGETSESSIONATTRS", "primary"],
    ["PGREQUIREAUTH", "scram-sha-256"],
    ["PGREQUIRESSL", "1"],
    ["PGCHANNELBINDING", "require"],
    ["PGGSSENCMODE", "require"],
    ["PGHOSTADDR", "1.2.3.4"],
    ["PGCONNECT_TIMEOUT", "soon"],
  ])("%s=%s", (name, value) => {
    const variables =
      name === "PGSSLROOTCERT" ? { PGSSLMODE: "require", [name]: value } : { [name]: value };
    expect(refusal(url, variables).message).toContain(`${name} in the environment`);
  });

  test.each<[string, object]>([
    ["sslmode", { host: "h", sslmode: "require" }],
    ["sslrootcert", { host: "h", sslrootcert: "x" }],
    ["target_session_attrs", { host: "h", target_session_attrs: "primary" }],
    ["service", { service: "x" }],
    ["dbname", { dbname: "x" }],
    ["connect_timeout", { connect_timeout: 3 }],
    ["host", { host: 5 }],
    ["port", { port: "x" }],
    ["port", { port: 70_000 }],
    ["user", { user: {} }],
    ["password", { password: 5 }],
    ["database", { database: ["d"] }],
    ["ssl", { ssl: "maybe" }],
    ["connectionString", { connectionString: 5 }],
    ["connectionTimeoutMillis", { connectionTimeoutMillis: "soon" }],
  ])("%s of %j", (name, settings) => {
    expect(refusal(settings).message).toContain(`${name} among the connection settings`);
  });
});

describe("several hosts are refused, as", () => {
  test.each<[Address, Record<string, string>]>([
    ["postgres://u:geheim@a:1,b:2/d", {}],
    ["postgres://a%2Cb/d", {}],
    ["postgres:///d?host=a,b", {}],
    [{ host: "a,b" }, {}],
    ["postgres:///d", { PGHOST: "a,b" }],
  ])("%j with %j", (address, variables) => {
    const error = refusal(address, variables);
    expect(error.message).toMatch(/^Several hosts are named: a(:1)?, b(:2)?$/);
    expect(error.hint).toContain("primary");
  });
});

test.each([
  "host=h password=geheim dbname=d",
  "u:geheim@h/d",
  '"postgres://u:geheim@h/d"',
  "mysql://u:geheim@h/d",
])("%s is no URL of a database", (address) => {
  const error = refusal(address);
  expect(error.message).toContain("malformed");
  expect(error.message).not.toContain("geheim");
});
