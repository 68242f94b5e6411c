-- config: {"base": {"names": ["1700000000001_add-users"], "deleted": ["migrations/1700000000001_add-users.sql"]}}
-- file: 1700000000001_add-people.sql
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);
