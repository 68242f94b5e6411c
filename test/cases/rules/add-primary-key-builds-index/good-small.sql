-- config: {"smallTables": ["public.countries"]}
ALTER TABLE countries ADD PRIMARY KEY (code);
