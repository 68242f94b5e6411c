ALTER TABLE plans ADD COLUMN IF NOT EXISTS price numeric;
UPDATE plans SET price = 0 WHERE id = 1;
INSERT INTO plans (id, name) VALUES (7, 'Team');
