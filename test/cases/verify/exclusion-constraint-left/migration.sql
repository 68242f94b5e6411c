-- Up Migration
ALTER TABLE app.bookings ADD COLUMN IF NOT EXISTS note text;
ALTER TABLE app.bookings ADD CONSTRAINT bookings_no_overlap EXCLUDE USING gist (during WITH &&);
-- Down Migration
ALTER TABLE app.bookings DROP COLUMN IF EXISTS note;
