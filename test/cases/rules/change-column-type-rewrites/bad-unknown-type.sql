-- file: 1700000000001_places.sql
CREATE TABLE places (id bigint PRIMARY KEY, spot text, vector vector(3));
-- file: 1700000000002_places.sql
ALTER TABLE places ALTER COLUMN spot TYPE geometry, ALTER COLUMN vector TYPE vector(6);
