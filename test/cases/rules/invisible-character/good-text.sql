-- 10 km
INSERT INTO labels (name) VALUES ('10 km') ON CONFLICT (name) DO NOTHING;
