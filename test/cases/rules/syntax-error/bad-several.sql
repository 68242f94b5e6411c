-- Up Migration
CREATE TABEL orders (id bigint PRIMARY KEY);
ALTER TABLE customers ADD COLUMN IF NOT EXISTS note text;
ALTER TABLE customers ADD COLUM total numeric;
-- Down Migration
DROP TABEL orders;
