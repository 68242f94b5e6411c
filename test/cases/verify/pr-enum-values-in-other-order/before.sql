CREATE SCHEMA app;
CREATE TYPE app.severity AS ENUM ('low', 'medium', 'high');
CREATE TABLE app.incidents (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, severity app.severity NOT NULL DEFAULT 'low');
