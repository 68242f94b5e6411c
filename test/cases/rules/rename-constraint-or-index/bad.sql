ALTER TABLE orders RENAME CONSTRAINT orders_user_id_fkey TO orders_buyer_fkey;
