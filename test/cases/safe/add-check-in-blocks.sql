-- source: squawk, constraint-missing-not-valid
-- file: 1700000000001_before.sql
CREATE TABLE accounts (id bigint PRIMARY KEY, balance bigint NOT NULL);
-- file: 1700000000002_check.sql
BEGIN;
ALTER TABLE accounts ADD CONSTRAINT positive_balance CHECK (balance >= 0) NOT VALID;
COMMIT;
BEGIN;
ALTER TABLE accounts VALIDATE CONSTRAINT positive_balance;
COMMIT;
