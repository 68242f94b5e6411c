CREATE SCHEMA app;
CREATE TABLE app.waiting (id bigserial PRIMARY KEY, run uuid NOT NULL);
