INSERT INTO currencies (code, name) VALUES ('EUR', 'Euro'), ('CHF', 'Swiss franc')
ON CONFLICT (code) DO NOTHING;
