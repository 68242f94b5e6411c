DROP FUNCTION order_total(bigint), order_count(bigint) CASCADE;
