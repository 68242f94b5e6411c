CREATE TABLE IF NOT EXISTS countries (
    code text PRIMARY KEY CHECK (length(code) = 2),
    kind "char" NOT NULL
);
