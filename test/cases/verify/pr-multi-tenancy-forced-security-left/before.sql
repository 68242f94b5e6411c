CREATE SCHEMA crm;
CREATE TABLE crm.contacts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL);
CREATE TABLE crm.deals (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    contact_id bigint NOT NULL REFERENCES crm.contacts (id) ON DELETE CASCADE,
    amount numeric(14, 2) NOT NULL DEFAULT 0
);
