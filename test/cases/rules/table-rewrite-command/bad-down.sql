-- Up Migration
ALTER TABLE orders SET LOGGED;
-- Down Migration
ALTER TABLE orders SET UNLOGGED;
