-- Up Migration
INSERT INTO app.permissions (name, description) VALUES
    ('invoices.read', 'See invoices'),
    ('invoices.write', 'Change invoices')
ON CONFLICT (name) DO NOTHING;
-- Down Migration
DELETE FROM app.permissions WHERE name LIKE 'invoices.%';
