-- Up Migration
CREATE OR REPLACE FUNCTION app.price_with_tax(net numeric, rate numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE AS 'SELECT round(net * (1 + rate), 2)';
-- Down Migration
DROP FUNCTION IF EXISTS app.price_with_tax(numeric);
