-- source: pgfence, backfill
-- file: 1700000000001_before.sql
CREATE TABLE users (id bigint PRIMARY KEY, active boolean);
-- file: 1700000000002_fill.sql
WITH batch AS (
    SELECT ctid FROM users WHERE active IS NULL LIMIT 1000 FOR UPDATE SKIP LOCKED
)
UPDATE users u SET active = true FROM batch WHERE u.ctid = batch.ctid;
