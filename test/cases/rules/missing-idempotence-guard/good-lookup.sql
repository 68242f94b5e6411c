DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'mood') THEN
        CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
    END IF;
END;
$$;
CREATE TEMPORARY TABLE old_ids (id bigint);
INSERT INTO settings (name, value) VALUES ('limit', '5');
ALTER TABLE orders ALTER COLUMN state SET NOT NULL;
UPDATE orders SET state = 'new' WHERE state = 'fresh';
