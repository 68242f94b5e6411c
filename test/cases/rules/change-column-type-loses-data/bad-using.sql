ALTER TABLE orders
    ALTER COLUMN code TYPE varchar(5) USING left(code, 5),
    ALTER COLUMN secret TYPE text USING NULL;
