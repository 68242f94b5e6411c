-- pgmaestro: irreversible values of enums stay
-- Up Migration
ALTER TYPE app.state ADD VALUE 'archived';
