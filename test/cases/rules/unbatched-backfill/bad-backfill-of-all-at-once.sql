-- pgmaestro: backfill orders
UPDATE orders SET total_cents = (SELECT max(total) FROM orders);
