CREATE OR REPLACE TABLE orders (id bigint);
