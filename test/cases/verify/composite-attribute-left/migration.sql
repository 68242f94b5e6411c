-- Up Migration
ALTER TYPE app.point3 ADD ATTRIBUTE z integer;
CREATE TABLE IF NOT EXISTS app.shapes (id bigint PRIMARY KEY, corners app.point3[]);
-- Down Migration
DROP TABLE IF EXISTS app.shapes;
