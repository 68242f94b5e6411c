import { isSerial } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { countedColumn } from "../../builder-words.ts";
import { reportTypes } from "./column-types.ts";

export default defineRule({
  name: "prefer-identity",
  severity: "notice",
  stake: "style",
  sets: [],
  summary: "A column of type serial",
  why: `With \`serial\` a role that inserts needs a privilege on the sequence too, and \`LIKE … INCLUDING ALL\` makes two tables share one sequence. An identity
column has neither trouble, and is the SQL standard's.`,
  instead:
    "Write `bigint GENERATED ALWAYS AS IDENTITY`, or `BY DEFAULT` where the application gives values of its own.",
  exempt: "The down section.",
  kinds: ["create-table", "add-column", "alter-column-type", "create-domain"],
  check: {
    action(action, context) {
      reportTypes(action, context, isSerial, ({ what, verb, type }) => ({
        message: `${what} ${verb} ${type.name}: to insert takes a privilege on its sequence as well.`,
        help: `Write ${integers[type.name]!} GENERATED ALWAYS AS IDENTITY.`,
        builder: `Write ${countedColumn(integers[type.name]!)}.`,
      }));
    },
  },
});

const integers: Readonly<Record<string, string>> = {
  smallserial: "smallint",
  serial: "integer",
  bigserial: "bigint",
};
