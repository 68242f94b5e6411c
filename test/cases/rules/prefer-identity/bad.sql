CREATE TABLE IF NOT EXISTS orders (id bigserial PRIMARY KEY, number serial NOT NULL);
