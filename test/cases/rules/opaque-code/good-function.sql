-- file: 1700000000001_function.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total bigint);
CREATE FUNCTION drop_totals() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'ALTER TABLE orders DROP COLUMN total';
END;
$$;
-- file: 1700000000002_case.sql
SELECT drop_totals();
SELECT lower('A'), count(*), set_config('app.user', '1', true) FROM orders WHERE id = 1;
