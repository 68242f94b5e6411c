-- Up Migration
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE INDEX orders_id_idx ON orders (id);
ALTER TABLE users ADD COLUMN note text;
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TRIGGER users_touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
-- Down Migration
DROP TRIGGER users_touch ON users;
DROP TYPE IF EXISTS mood;
ALTER TABLE users DROP COLUMN IF EXISTS note;
DROP TABLE IF EXISTS orders;
