-- pgmaestro-ignore owner-change: the application's role goes away
ALTER TABLE orders OWNER TO shop_owner;
