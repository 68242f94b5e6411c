import { defineRule } from "../../define-rule.ts";
import { renameInUse } from "./rename.ts";

export default defineRule({
  name: "rename-type",
  severity: "error",
  stake: "breakage",
  harmsOldApplication: true,
  sets: ["safety", "recommended"],
  summary: "Renaming a type or domain that was there before the migration",
  why: `Code that casts to the type, and drivers that have looked it up by its name, fail from then on; functions that name it in a string fail when they are next
called. Columns follow.`,
  instead: `Keep the name: it is seen in casts and by drivers only. To change what the type is, make a new one beside it and move the columns over.`,
  exempt: `A type that the same migration creates; a section that makes a type with the old name, as a swap does; a down section that gives the old name back.`,
  kinds: ["rename"],
  check: {
    action(action, context) {
      const rename = renameInUse(action, context, ["TYPE", "DOMAIN"]);
      if (rename === undefined) return;
      const { name, to } = rename;
      context.report({
        message: `Renaming the type ${name} to ${to} breaks code that is running: its casts still say ${name}.`,
        help: `Keep the name; or create the type ${to} beside it, and move the columns over.`,
      });
    },
  },
});
