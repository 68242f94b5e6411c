COPY countries (code, name) FROM PROGRAM 'curl https://example.org/countries.csv' WITH (FORMAT csv);
