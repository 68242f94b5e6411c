CREATE TABLE IF NOT EXISTS orders (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    state int NOT NULL
);
CREATE TABLE IF NOT EXISTS invoices (
    id int,
    number serial NOT NULL,
    CONSTRAINT invoices_pkey PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS kinds (id smallserial PRIMARY KEY);
