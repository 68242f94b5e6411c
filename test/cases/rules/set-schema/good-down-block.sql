-- Up Migration
DO $$
BEGIN
    ALTER TABLE public.orders SET SCHEMA shop;
    CREATE VIEW public.orders AS SELECT * FROM shop.orders;
END $$;
-- Down Migration
DROP VIEW public.orders;
ALTER TABLE shop.orders SET SCHEMA public;
