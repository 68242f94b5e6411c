-- Up Migration
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);
-- Down Migration
DROP TABLE IF EXISTS users;
