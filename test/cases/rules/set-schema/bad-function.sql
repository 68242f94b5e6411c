ALTER FUNCTION order_total(bigint) SET SCHEMA shop;
