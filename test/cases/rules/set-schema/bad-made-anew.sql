ALTER TABLE public.orders SET SCHEMA shop;
CREATE TABLE public.orders (id bigint PRIMARY KEY);
