-- Up Migration
CREATE TABLE IF NOT EXISTS app.labels (
    id bigint PRIMARY KEY,
    name text NOT NULL,
);
-- Down Migration
DROP TABLE IF EXISTS app.labels;
