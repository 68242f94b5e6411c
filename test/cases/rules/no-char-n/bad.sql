CREATE TABLE IF NOT EXISTS countries (
    code char(2) PRIMARY KEY,
    flag character,
    iso character(3) NOT NULL
);
