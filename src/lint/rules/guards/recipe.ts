/** How a constraint is added where it is not there yet, for pages of rules. */
export const askedConstraint = `DO $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_constraint
        WHERE conrelid = 'orders'::regclass AND conname = 'orders_total_check'
    ) THEN
        ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
    END IF;
END;
$$;`;
