-- source: Supabase, "Row Level Security"
-- file: 1700000000001_before.sql
CREATE TABLE profiles (id bigint PRIMARY KEY, user_id uuid);
-- file: 1700000000002_policies.sql
ALTER TABLE profiles ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_profile ON profiles;
CREATE POLICY own_profile ON profiles FOR SELECT USING (user_id::text = current_setting('app.user', true));
