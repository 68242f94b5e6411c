-- Up Migration
ALTER TABLE app.products ALTER COLUMN price TYPE integer USING round(price)::integer;
-- Down Migration
ALTER TABLE app.products ALTER COLUMN price TYPE numeric(10, 2);
