UPDATE orders SET state = 'open' WHERE state IS NULL;
DELETE FROM sessions WHERE expires_at < now();
