export const up = (pgm) => {
  pgm.sql("ALTER TABLE app.users ADD COLUMN IF NOT EXISTS verified boolean NOT NULL DEFAULT false");
};
