-- Up Migration
ALTER TABLE orders RENAME TO purchases;
-- Down Migration
ALTER TABLE purchases RENAME TO orders;
