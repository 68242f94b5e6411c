import type { FixCase } from "./fix-case.ts";

/** Guards that SQL has no word for. */
export const guardFixCases: readonly FixCase[] = [
  {
    title: "VALIDATE of a constraint that is dropped after it: the catalog is asked for it",
    rule: "missing-idempotence-guard",
    up: `ALTER TABLE orders ADD CONSTRAINT total_there CHECK (total IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT total_there;
ALTER TABLE orders VALIDATE CONSTRAINT zip_there;
ALTER TABLE orders ALTER zip SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT IF EXISTS zip_there;`,
    becomes: `DO $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_constraint
        WHERE conrelid = 'orders'::regclass AND conname = 'total_there'
    ) THEN
        ALTER TABLE orders ADD CONSTRAINT total_there CHECK (total IS NOT NULL) NOT VALID;
    END IF;
END;
$$;
ALTER TABLE orders VALIDATE CONSTRAINT total_there;
DO $$
BEGIN
    IF EXISTS (
        SELECT FROM pg_constraint
        WHERE conrelid = 'orders'::regclass AND conname = 'zip_there'
    ) THEN
        ALTER TABLE orders VALIDATE CONSTRAINT zip_there;
    END IF;
END;
$$;
ALTER TABLE orders ALTER zip SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT IF EXISTS zip_there;`,
  },
  {
    title: "guards that SQL has no word for: the catalog is asked, a trigger or policy dropped",
    rule: "missing-idempotence-guard",
    up: `-- both
CREATE SCHEMA IF NOT EXISTS "My app";
ALTER TABLE ONLY public.orders ADD CONSTRAINT "it's $$ok" CHECK (note <> 'a
b' AND -- c
  zip <> '') NOT VALID -- end
;
CREATE TABLE IF NOT EXISTS "My app"."Box" (id bigint NOT NULL);
ALTER TABLE IF EXISTS "My app"."Box" ADD CONSTRAINT box_id UNIQUE (id);
ALTER TABLE "My app"."Box" ALTER id ADD GENERATED ALWAYS AS IDENTITY;
CREATE TYPE box AS ENUM ('a');
CREATE TYPE "My app".pair AS (a int);
ALTER TYPE "My app".pair ADD ATTRIBUTE b int;
ALTER TYPE public.box ADD VALUE 'b';
CREATE DOMAIN d AS int;
ALTER DOMAIN d ADD CONSTRAINT d_min CHECK (value > 0) NOT VALID;
CREATE POLICY own ON orders USING (true);
CREATE CONSTRAINT TRIGGER touch AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamp();`,
    down: `ALTER TABLE orders DROP CONSTRAINT IF EXISTS "it's $$ok", DROP CONSTRAINT zip_there;
ALTER TABLE orders ADD CONSTRAINT zip_there CHECK (zip IS NOT NULL);`,
    becomes: `-- both
CREATE SCHEMA IF NOT EXISTS "My app";
DO $guard$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_constraint
        WHERE conrelid = 'public.orders'::regclass AND conname = 'it''s $$ok'
    ) THEN
        ALTER TABLE ONLY public.orders ADD CONSTRAINT "it's $$ok" CHECK (note <> 'a
b' AND -- c
          zip <> '') NOT VALID;
    END IF;
END;
$guard$ -- end
;
CREATE TABLE IF NOT EXISTS "My app"."Box" (id bigint NOT NULL);
DO $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_constraint
        WHERE conrelid = to_regclass('"My app"."Box"') AND conname = 'box_id'
    ) THEN
        ALTER TABLE IF EXISTS "My app"."Box" ADD CONSTRAINT box_id UNIQUE (id);
    END IF;
END;
$$;
DO $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_attribute
        WHERE attrelid = '"My app"."Box"'::regclass AND attname = 'id' AND attidentity <> ''
    ) THEN
        ALTER TABLE "My app"."Box" ALTER id ADD GENERATED ALWAYS AS IDENTITY;
    END IF;
END;
$$;
DO $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_type
        WHERE typname = 'box' AND typnamespace = quote_ident(current_schema())::regnamespace
    ) THEN
        CREATE TYPE box AS ENUM ('a');
    END IF;
END;
$$;
DO $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_type
        WHERE typname = 'pair' AND typnamespace = '"My app"'::regnamespace
    ) THEN
        CREATE TYPE "My app".pair AS (a int);
    END IF;
END;
$$;
DO $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_attribute
        WHERE attrelid = '"My app".pair'::regclass AND attname = 'b'
    ) THEN
        ALTER TYPE "My app".pair ADD ATTRIBUTE b int;
    END IF;
END;
$$;
ALTER TYPE public.box ADD VALUE IF NOT EXISTS 'b';
DO $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_type
        WHERE typname = 'd' AND typnamespace = quote_ident(current_schema())::regnamespace
    ) THEN
        CREATE DOMAIN d AS int;
    END IF;
END;
$$;
DO $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_constraint
        WHERE contypid = 'd'::regtype AND conname = 'd_min'
    ) THEN
        ALTER DOMAIN d ADD CONSTRAINT d_min CHECK (value > 0) NOT VALID;
    END IF;
END;
$$;
DROP POLICY IF EXISTS own ON orders;
CREATE POLICY own ON orders USING (true);
DROP TRIGGER IF EXISTS touch ON orders;
CREATE CONSTRAINT TRIGGER touch AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamp();`,
  },
];
