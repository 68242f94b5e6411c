CREATE SCHEMA app;
CREATE TABLE app.users (id bigint PRIMARY KEY, phone text);
CREATE INDEX idx_users_phone ON app.users (phone);
COMMENT ON COLUMN app.users.phone IS 'In E.164.';
