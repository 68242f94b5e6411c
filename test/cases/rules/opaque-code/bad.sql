DO $$
BEGIN
    EXECUTE format('ALTER TABLE %I ADD COLUMN note text', 'orders');
END;
$$;
