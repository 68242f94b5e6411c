ALTER TABLE notes RENAME TO pages;
CREATE TABLE notes (id bigint PRIMARY KEY);
