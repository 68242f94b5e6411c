import { describe, expect, test } from "vitest";
import { maskSecrets, secretsIn } from "../../src/sql/text/secrets.ts";

const found = (text: string) => secretsIn(text).map(({ start, end }) => text.slice(start, end));

describe("is a secret", () => {
  test.each([
    ["CREATE ROLE app LOGIN PASSWORD 'hunter2';", "hunter2"],
    ["ALTER USER app WITH ENCRYPTED PASSWORD\n  $$hunter2$$;", "hunter2"],
    ["ALTER ROLE app PASSWORD E'hun\\'ter2';", "hun\\'ter2"],
    ["CREATE USER MAPPING FOR app SERVER s OPTIONS (user 'app', password 'hunter2');", "hunter2"],
    ["SET app.jwt_secret = 'hunter2';", "hunter2"],
    ["SET LOCAL app.jwt_secret TO 'hunter2';", "hunter2"],
    ["SELECT set_config('app.api_key', 'hunter2', false);", "hunter2"],
    ["SELECT pgp_sym_encrypt(email, 'hunter2') FROM users;", "hunter2"],
    ["UPDATE users SET password_hash = crypt('hunter2', gen_salt('bf'));", "hunter2"],
    ["DO $$ BEGIN CREATE ROLE app PASSWORD 'hunter2'; END $$;", "hunter2"],
    ["DO $$ BEGIN EXECUTE 'CREATE ROLE app PASSWORD ''hunter2'''; END $$;", "hunter2"],
    [
      "CREATE SUBSCRIPTION s CONNECTION 'host=db password=hunter2 user=app' PUBLICATION p;",
      "hunter2",
    ],
    ["SELECT dblink_connect('password=hunter2 host=db');", "hunter2"],
    ["SELECT dblink_connect('postgres://app:hunter2@db/shop');", "hunter2"],
    ["INSERT INTO settings VALUES ('AKIAIOSFODNN7EXAMPLE');", "AKIAIOSFODNN7EXAMPLE"],
    [
      "INSERT INTO keys VALUES ('-----BEGIN RSA PRIVATE KEY-----\nMIIE');",
      "-----BEGIN RSA PRIVATE KEY-----\nMIIE",
    ],
  ])("%s", (text, secret) => {
    expect(found(text)).toEqual([secret]);
    expect(maskSecrets(text)).not.toContain(secret);
    expect(maskSecrets(text)).toHaveLength(text.length);
  });
});

describe("is none", () => {
  test.each([
    "CREATE ROLE app LOGIN PASSWORD NULL;",
    "CREATE ROLE app VALID UNTIL '2027-01-01';",
    "ALTER ROLE app PASSWORD '${APP_PASSWORD}';",
    "COMMENT ON COLUMN users.password IS 'Salted hash, never the password.';",
    "CREATE TYPE auth AS ENUM ('password', 'token', 'api_key');",
    "CREATE TABLE users (auth text CHECK (auth IN ('password', 'token')), token text DEFAULT '');",
    "UPDATE users SET token = '' WHERE auth_type = 'password';",
    "SELECT hmac(body, secret, 'sha256') FROM hooks JOIN keys USING (token);",
    "INSERT INTO links VALUES ('https://example.com:443/@ada', 'https://example.com/?a:b');",
    "-- CREATE ROLE app PASSWORD 'hunter2';\nSELECT 1;",
  ])("%s", (text) => {
    expect(found(text)).toEqual([]);
    expect(maskSecrets(text)).toBe(text);
  });
});

test("what the server makes of a password is recognised", () => {
  const [hash] = secretsIn("ALTER ROLE app PASSWORD 'SCRAM-SHA-256$4096:c2FsdA==$a:b';");
  expect(hash).toMatchObject({ kind: "password", hashed: true });
});
