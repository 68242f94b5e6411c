-- Up Migration
CREATE TABLE IF NOT EXISTS countries (code text PRIMARY KEY);
SELECT count(*) AS total FROM countries \gset
-- Down Migration
DROP TABLE IF EXISTS countries;
