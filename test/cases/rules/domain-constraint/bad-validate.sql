ALTER DOMAIN email_address VALIDATE CONSTRAINT email_address_check;
ALTER DOMAIN email_address SET NOT NULL;
