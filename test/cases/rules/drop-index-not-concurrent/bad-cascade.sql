DROP INDEX IF EXISTS shop.orders_user_id_idx CASCADE;
