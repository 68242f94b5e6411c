/** Cases in which what lint tells is rightly not what a scratch database shows, and why. */
export const disagreeing: Readonly<Record<string, string>> = {
  "add-check-validates/bad-partition-of.sql":
    "The table is partitioned and has no partition here, so that no row is there to be checked.",
  "add-column-json/good-down.sql": "The column is jsonb already: it is made up from its name.",
  "add-column-volatile-default/bad-unknown-function.sql":
    "The made-up function is immutable in effect: the rule says that it cannot know.",
  "add-foreign-key-validates/good-new-table.sql":
    "The new table is empty, so that the join over the other one ends at once.",
  "add-foreign-key-validates/good-partitions-have-it.sql":
    "Merging the partition's own key drops a trigger of the referenced table: ACCESS EXCLUSIVE for a moment, which the text does not tell.",
  "add-unique-builds-index/bad-partitioned.sql":
    "The table is partitioned and has no partition here, so that no index is built.",
  "change-column-type-rewrites/bad-unknown.sql":
    "The column is text already: it is made up from its name. The rule says that it cannot know.",
  "concurrently-in-transaction/good-refresh-concurrently.sql":
    "The index, and so its table, is in no migration.",
  "create-trigger-locks-writers/bad-pair-of-constraint-trigger.sql":
    "The trigger is in no migration, and not here: IF EXISTS then locks nothing.",
  "create-trigger-locks-writers/bad-pair-on-13.sql":
    "The trigger is in no migration, and not here: IF EXISTS then locks nothing.",
  "create-trigger-locks-writers/bad-pair.sql":
    "The trigger is in no migration, and not here: IF EXISTS then locks nothing.",
  "domain-constraint/bad-create.sql":
    "A new domain has no column: the finding is a notice of what is to come.",
  "drop-index-not-concurrent/bad-several.sql":
    "The indexes, and so their table, are in no migration.",
  "foreign-key-locks-referenced-table/bad-new-table-altered.sql":
    "The new table is empty, so that the join over the other one ends at once.",
  "guard-hides-drift/bad.sql":
    "The index is there: the lock is taken, and nothing built. That is what the guard hides.",
  "guard-hides-drift/good-same.sql": "The index is there: the lock is taken, and nothing built.",
  "hard-coded-environment/bad.sql":
    "The branch of the DO block is not taken in a scratch database.",
  "index-not-concurrent/good-on-only.sql":
    "The table is partitioned in truth; the made-up one is not.",
  "index-not-concurrent/good-pending-table.sql":
    "The table is empty in the target, as its migration is pending too.",
  "missing-idempotence-guard/good-rename.sql":
    "A default partition that has no sibling takes every row: there is nothing to check.",
  "missing-lock-timeout/bad-drop-trigger.sql":
    "The trigger is in no migration, and not here: IF EXISTS then locks nothing.",
  "opaque-code/bad.sql": "Dynamic SQL cannot be read; the rule says so.",
  "partition-of-locks-parent/good-there.sql":
    "The partition is there, so that IF NOT EXISTS ends the statement early.",
  "refresh-matview-not-concurrent/good-first-refresh.sql":
    "The view has no rows yet, and nobody can read it.",
  "primary-key-lacks-partition-key/good-index.sql":
    "The table is partitioned and has no partition here, so that no index is built.",
  "reindex-not-concurrent/bad-schema.sql": "The schema of the case has no index here.",
  "reindex-not-concurrent/bad-system.sql":
    "Of indexes of the system catalogs the trace tells nothing.",
  "reindex-not-concurrent/bad-unknown-index.sql":
    "The index, and so its table, is in no migration.",
  "reindex-not-concurrent/good-option.sql": "The index, and so its table, is in no migration.",
  "rename-table/good-partitioned.sql":
    "The table is locked since it was renamed, under its old name.",
  "rename-table/bad-sequence.sql": "There is no such sequence here: IF EXISTS then locks nothing.",
  "rename-table/bad-schema.sql": "There is no such table here, and IF EXISTS asks for none.",
  "replication-change/good-down.sql":
    "CREATE and ALTER PUBLICATION stop no reader and no writer of the table; no rule is about their lock.",
  "replication-change/good.sql":
    "CREATE and ALTER PUBLICATION stop no reader and no writer of the table; no rule is about their lock.",
  "require-schema-qualified/bad-other-kinds.sql":
    "There is no such trigger here: IF EXISTS then locks nothing.",
  "search-path-dependent/bad-several.sql":
    "There is no such trigger here: IF EXISTS then locks nothing.",
  "security-definer-search-path/bad.sql":
    "The server reads the body of a function in SQL to check it.",
  "table-rewrite-command/bad-down.sql": "The made-up table is logged already.",
  "table-rewrite-command/bad-vacuum-full-everything.sql": "There is no table here.",
  "unvalidated-statement-kind/bad-prepare.sql":
    "PREPARE locks what the statement will lock; no rule is about it.",
  "unvalidated-statement-kind/good-known.sql":
    "CREATE PUBLICATION … FOR TABLE stops no reader and no writer; no rule is about it.",
  "volatile-check/bad-create-table.sql":
    "A new domain has no column: the finding is a notice of what is to come.",
  "refused-statement/bad-index.sql":
    "The indexes that are gone are made up, so that they can be dropped.",
};
