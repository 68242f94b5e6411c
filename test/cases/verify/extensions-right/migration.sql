-- Up Migration
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TABLE IF NOT EXISTS app.holds (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    room integer NOT NULL,
    during daterange NOT NULL,
    CONSTRAINT holds_no_overlap EXCLUDE USING gist (room WITH =, during WITH &&)
);
ALTER TABLE app.bookings ADD COLUMN IF NOT EXISTS guest text;
CREATE INDEX IF NOT EXISTS idx_bookings_guest ON app.bookings USING gin (guest gin_trgm_ops);
-- Down Migration
ALTER TABLE app.bookings DROP COLUMN IF EXISTS guest;
DROP TABLE IF EXISTS app.holds;
DROP EXTENSION IF EXISTS pg_trgm;
DROP EXTENSION IF EXISTS btree_gist;
