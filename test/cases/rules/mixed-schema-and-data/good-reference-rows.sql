ALTER TABLE plans ADD COLUMN price numeric;
INSERT INTO plans (code, price) VALUES ('free', 0) ON CONFLICT (code) DO UPDATE SET price = excluded.price;
UPDATE plans SET price = 10 WHERE code = 'team';
