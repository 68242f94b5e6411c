-- config: {"postgres": 18}
ALTER TABLE orders ALTER CONSTRAINT orders_user_id_fkey ENFORCED;
