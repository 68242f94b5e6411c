import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "index-build-corruption-14",
  severity: "error",
  stake: "loss",
  sets: [],
  summary: "An index built CONCURRENTLY on PostgreSQL 14.0 to 14.3, which may corrupt it",
  why: `CREATE INDEX CONCURRENTLY and REINDEX CONCURRENTLY of PostgreSQL 14.0 to 14.3 can miss rows that are changed during the build; 14.4
fixes it. Only the major version is known here, so that this is reported for every 14.`,
  instead: `Update the server to 14.4 or newer first.`,
  exempt: `Off by default, since a server of 14 is nearly always newer than 14.3; every other major version.`,
  kinds: ["create-index", "reindex"],
  check: {
    action(action, context) {
      if (context.postgres !== 14) return;
      if (!action.concurrently) return;
      const command =
        action.kind === "reindex" ? "REINDEX CONCURRENTLY" : "CREATE INDEX CONCURRENTLY";
      context.report({
        message: `If the server is one of 14.0 to 14.3, ${command} may leave rows out of the index.`,
        help: "Update the server to 14.4 or newer before this runs.",
      });
    },
  },
});
