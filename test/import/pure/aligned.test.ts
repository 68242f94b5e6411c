import { expect, test } from "vitest";
import { aligned } from "../../../src/import/aligned.ts";

test.each([
  ["a part of the file is where it stands", "b;\n", "a;\nb;\nc;\n", { start: 3, text: "b;\n" }],
  ["lines left out are blank", "a;\nc;", "a;\n-- +x\nc;\n", "a;\n     \nc;\n"],
  [
    "a semicolon goes over a breakpoint",
    "a;\nb;",
    "a--> statement-breakpoint\nb;",
    "a;-- statement-breakpoint\nb;",
  ],
  ["over the blank before a remark", "a; -- r\nb;", "a -- r\nx\nb;", "a;-- r\n \nb;"],
  ["over a remark", "a;-- r\nb;", "a-- r\nx\nb;", "a;--r\n \nb;"],
  ["over the end of the line", "a;\nb;", "a\nx\nb;", "a; \nb;"],
  ["behind the end of the file", "a;\nb;", "a;\nx\nb", "a;\n \nb;"],
  [
    "the first line of a remark is no other remark",
    "/* r\nb\n*/ c;\nd;",
    "-- +x\n/* r\nb\n*/ c;\n-- +x\nd;\n",
    "     \n/* r\nb\n*/ c;\n     \nd;\n",
  ],
  ["lines may end as on Windows", "a;\nb;", "a\r\nx\r\nb;\r\n", "a;\n \r\nb;\r\n"],
])("%s", (_, section, file, expected) => {
  const place = typeof expected === "string" ? { start: 0, text: expected } : expected;
  expect(aligned(section, file)).toEqual(place);
});

test("a section that says the same as one before it stands behind that", () => {
  const file = "-- up\ndrop table a;\n-- down\ndrop table a;\n";
  expect(aligned("drop table a;\n", file, 20)).toEqual({ start: 28, text: "drop table a;\n" });
  expect(aligned("x\ny;", "x\ny\n-\nx\n-\ny\n", 4)).toEqual({ start: 4, text: " \nx\n \ny;" });
  expect(aligned("drop table a;\n", file, 40)).toEqual({ start: 6, text: "drop table a;\n" });
});

test("a line that is not in the file is nowhere", () => {
  expect(aligned("a;\nz;", "a;\nb;")).toBeUndefined();
});
