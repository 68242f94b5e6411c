ALTER TABLE orders
    ADD CHECK (total >= tax),
    ADD UNIQUE (number),
    ADD PRIMARY KEY (id);
