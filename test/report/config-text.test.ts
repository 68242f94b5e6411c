import { expect, test } from "vitest";
import { createStyle } from "../../src/report/style.ts";
import { configText } from "../../src/report/config-text.ts";

test("each setting has its value and its source", () => {
  const source = "pgmaestro.config.json";
  const settings = [
    { name: "schema", value: ["a", "b"], source: "--schema" },
    { name: "lock", value: true, source: "default" },
    { name: "lint.rules", value: { "drop-table": "off" }, source },
  ];
  expect(configText(settings, createStyle(false)).split("\n")).toEqual([
    "Setting     Value                 From",
    "schema      a, b                  --schema",
    "lock        true                  default",
    'lint.rules  {"drop-table":"off"}  pgmaestro.config.json',
  ]);
});
