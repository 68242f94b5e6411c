-- Up Migration
CREATE TABLE IF NOT EXISTS regions (code text PRIMARY KEY);
-- Down Migration
START TRANSACTION;
DROP TABLE IF EXISTS regions;
END;
