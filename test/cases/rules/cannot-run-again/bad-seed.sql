-- file: 1700000000001_create-users.sql
CREATE TABLE app.users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text);
-- file: seeds/demo.sql
INSERT INTO app.users (email) VALUES ('ada@example.com');
