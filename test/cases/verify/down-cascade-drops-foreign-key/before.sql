CREATE SCHEMA app;
CREATE TABLE app.customers (id bigint NOT NULL, number bigint NOT NULL, CONSTRAINT customers_number_key UNIQUE (number));
CREATE TABLE app.invoices (
    id bigint PRIMARY KEY,
    customer_number bigint,
    CONSTRAINT invoices_customer_fkey FOREIGN KEY (customer_number) REFERENCES app.customers (number)
);
