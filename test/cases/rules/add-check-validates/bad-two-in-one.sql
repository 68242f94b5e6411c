ALTER TABLE shop.orders
    ADD CONSTRAINT orders_total_check CHECK (total >= 0),
    ADD CONSTRAINT orders_tax_check CHECK (tax >= 0) NOT VALID;
