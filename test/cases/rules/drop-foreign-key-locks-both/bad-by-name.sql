ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;
ALTER TABLE invoices DROP CONSTRAINT invoices_total_check;
