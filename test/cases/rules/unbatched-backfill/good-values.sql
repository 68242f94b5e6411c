UPDATE plans SET price = v.price FROM (VALUES ('free', 0), ('team', 10)) AS v (code, price) WHERE plans.code = v.code;
