CREATE TABLE categories (id bigserial PRIMARY KEY, parent_id int REFERENCES categories);
