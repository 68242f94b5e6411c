SET LOCAL search_path = pg_catalog, app;
CREATE TABLE app.orders (id bigint PRIMARY KEY);
CREATE TYPE mood AS ENUM ('good', 'bad');
ALTER TABLE app.orders SET SCHEMA information_schema;
