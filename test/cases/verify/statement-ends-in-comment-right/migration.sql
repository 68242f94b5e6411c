-- Up Migration
ALTER TABLE app_users ADD COLUMN IF NOT EXISTS b int -- what b is for
;
ALTER TABLE app_users ADD COLUMN IF NOT EXISTS c int;
-- Down Migration
ALTER TABLE app_users DROP COLUMN IF EXISTS c -- and away
;
ALTER TABLE app_users DROP COLUMN IF EXISTS b;
