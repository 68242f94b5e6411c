COPY countries (code, name) FROM '/srv/seed/countries.csv' WITH (FORMAT csv);
