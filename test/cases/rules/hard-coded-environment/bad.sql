DO $$
BEGIN
    IF current_database() = 'shop_production' THEN
        UPDATE settings SET value = 'on' WHERE name = 'mails';
    END IF;
END
$$;
