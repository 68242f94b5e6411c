CREATE TABLE order_notes (id bigint NOT NULL);
ALTER TABLE ONLY public.order_notes ADD CONSTRAINT order_notes_pkey PRIMARY KEY (id);
