CREATE SCHEMA app;
CREATE TABLE app.items (
    id bigint PRIMARY KEY,
    price numeric(10, 2) NOT NULL,
    quantity integer NOT NULL,
    total numeric(20, 2) GENERATED ALWAYS AS (price * quantity) STORED
);
