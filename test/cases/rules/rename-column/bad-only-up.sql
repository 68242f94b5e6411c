-- Up Migration
ALTER TABLE users RENAME name TO full_name;
-- Down Migration
ALTER TABLE users RENAME full_name TO name;
