-- Up Migration
ALTER TABLE app.users RENAME COLUMN fullname TO full_name;
-- Down Migration
ALTER TABLE app.users RENAME COLUMN full_name TO fullname;
