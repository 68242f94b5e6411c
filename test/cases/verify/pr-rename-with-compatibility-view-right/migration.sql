-- Up Migration
DO $$ BEGIN
    IF to_regclass('app.organizations') IS NULL THEN
        ALTER TABLE app.companies RENAME TO organizations;
    END IF;
END $$;
CREATE OR REPLACE VIEW app.companies AS SELECT id, name FROM app.organizations;
COMMENT ON VIEW app.companies IS 'For the time until all code says organizations.';
-- Down Migration
DO $$ BEGIN
    IF to_regclass('app.organizations') IS NOT NULL THEN
        DROP VIEW app.companies;
        ALTER TABLE app.organizations RENAME TO companies;
    END IF;
END $$;
