DELETE FROM rate_limits WHERE id IN (SELECT id FROM rate_limits WHERE expires_at < now() LIMIT 10000);
