ALTER VIEW order_totals OWNER TO shop_owner;
ALTER FUNCTION order_total(bigint) OWNER TO shop_owner;
ALTER SCHEMA shop OWNER TO shop_owner;
