WITH batch AS (SELECT ctid FROM users WHERE active IS NULL LIMIT 1000 FOR UPDATE SKIP LOCKED)
UPDATE users SET active = true FROM batch WHERE users.ctid = batch.ctid;
