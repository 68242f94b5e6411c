ALTER TABLE public.orders SET SCHEMA shop;
CREATE VIEW public.orders AS SELECT * FROM shop.orders;
