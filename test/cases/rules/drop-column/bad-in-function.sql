-- file: 1700000000001_function.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total bigint);
CREATE FUNCTION drop_total() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    ALTER TABLE orders DROP COLUMN total;
END;
$$;
CREATE PROCEDURE drop_all() LANGUAGE sql AS $$ SELECT drop_total(); $$;
-- file: 1700000000002_case.sql
CALL drop_all();
