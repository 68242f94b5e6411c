-- source: squawk, prefer-robust-stmts
-- file: 1700000000001_before.sql
CREATE TABLE accounts (id bigint PRIMARY KEY);
-- file: 1700000000002_add-answer.sql
BEGIN;
SET LOCAL lock_timeout = '1s';
ALTER TABLE "accounts" ADD COLUMN IF NOT EXISTS "answer_id" bigint NULL;
COMMIT;
