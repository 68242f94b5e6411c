import { describe, expect, test } from "vitest";
import { maskUrl, maskUrlsIn, shownAddress } from "../../src/database/index.ts";
import { errorJson } from "../../src/report/json.ts";

/** Each has a piece that must show nowhere, whatever was done to the whole. */
const secrets = [
  "SECRET",
  "S:SECRET",
  "a@SECRET",
  "a/SECRET?b#c",
  "SECRET%40x",
  "x y SECRET",
  "é'\"SECRET",
  "%zzSECRET",
];

const shapes: Record<string, (secret: string) => string> = {
  "a URL": (secret) => `postgres://user:${secret}@host:5432/db`,
  "the long scheme": (secret) => `postgresql://user:${secret}@host/db?sslmode=require`,
  capitals: (secret) => `POSTGRES://user:${secret}@host/db`,
  "no user": (secret) => `postgres://:${secret}@host/db`,
  "several hosts": (secret) => `postgres://user:${secret}@a:1,b:2/db`,
  "an encoded user": (secret) => `postgres://us%65r%40x:${secret}@host/db`,
  "another scheme": (secret) => `mysql://user:${secret}@host/db`,
  JDBC: (secret) => `jdbc:postgresql://user:${secret}@host/db`,
  "no scheme": (secret) => `user:${secret}@host/db`,
  backslashes: (secret) => `postgres:\\\\user:${secret}@host/db`,
};

/** Where a parameter's value ends is where the next begins, so that its special characters are encoded. */
const parameterShapes: Record<string, (secret: string) => string> = {
  "a parameter": (secret) => `postgres://host/db?user=u&password=${secret}`,
  "a parameter in capitals": (secret) => `postgres://host/db?PASSWORD=${secret}&a=b`,
  "an encoded parameter": (secret) => `postgres://host/db?pass%77ord=${secret}`,
  "a wholly encoded parameter": (secret) => `postgres://host/db?%70%61%73%73%77%6F%72%64=${secret}`,
  "a twice encoded parameter": (secret) => `postgres://host/db?pass%2577ord=${secret}`,
  "a key's password": (secret) => `postgres://host/db?sslpassword=${secret}`,
  "a secret of OAuth": (secret) => `postgres://host/db?oauth_client_secret=${secret}`,
  "a key of SCRAM": (secret) => `postgres://host/db?scram_client_key=${secret}`,
  "a parameter of JDBC": (secret) => `jdbc:postgresql://host/db?password=${secret}`,
  "parameters with semicolons": (secret) => `jdbc:sqlserver://host;user=u;password=${secret};a=b`,
  "a fragment": (secret) => `postgres://host/db#password=${secret}`,
  pairs: (secret) => `host=h password=${secret} user=u`,
  "pairs with blanks": (secret) => `host = h password = ${secret} user = u`,
  "quoted pairs": (secret) => `host=h password='it\\'s ${secret} x' user=u`,
  "pairs in capitals": (secret) => `Host=h;Password=${secret};Username=u`,
  "an object": (secret) => `{"host":"h","password":"${secret}"}`,
  YAML: (secret) => `host: h\npassword: ${secret}`,
};

/** What a shell, a container or an editor makes of a value. */
const wraps: Record<string, (text: string) => string> = {
  "as it is": (text) => text,
  "in double quotes": (text) => `"${text}"`,
  "in single quotes": (text) => `'${text}'`,
  "half quoted": (text) => `"${text}`,
  "after blanks": (text) => `  \t${text}`,
  "with a line break": (text) => `\n${text}\r\n`,
  "after a byte order mark": (text) => `\uFEFF${text}`,
  "in backticks": (text) => `\`${text}\``,
  "percent-encoded": (text) => encodeURIComponent(text),
  "percent-encoded twice": (text) => encodeURIComponent(encodeURIComponent(text)),
  "percent-encoded for a URL": (text) => encodeURI(text),
};

const cases = [
  ...Object.entries(shapes).flatMap(([shape, make]) =>
    secrets.map((secret) => [shape, make(secret)]),
  ),
  ...Object.entries(parameterShapes).flatMap(([shape, make]) =>
    ["SECRET", encodeURIComponent("a@SECRET/?#"), "SECRET%zz"].map((secret) => [
      shape,
      make(secret),
    ]),
  ),
] as [string, string][];

describe.each(Object.entries(wraps))("no password shows in a text %s", (_wrap, wrap) => {
  test.each(cases)("%s: %s", (_shape, text) => {
    expect(maskUrl(wrap(text))).not.toContain("SECRET");
    expect(shownAddress({ connectionString: wrap(text) })).not.toContain("SECRET");
  });
});

const urls = Object.entries({ ...shapes, ...parameterShapes }).filter(([, make]) =>
  make("").includes("://"),
);

test.each(urls)("no password shows in a sentence with %s", (_shape, make) => {
  const sentence = `It says "${make("SECRET")}" there.`;
  expect(maskUrlsIn(sentence)).not.toContain("SECRET");
  expect(JSON.stringify(errorJson(new Error(sentence)))).not.toContain("SECRET");
});
