-- Up Migration
CREATE OR REPLACE FUNCTION set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE VIEW order_totals AS SELECT user_id FROM orders;
-- Down Migration
DROP VIEW IF EXISTS order_totals;
DROP FUNCTION IF EXISTS set_updated_at();
