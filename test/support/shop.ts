import { upDown } from "./migrations.ts";

/** As pg_dump 15.20 writes it for a database with a history. */
export const shopDump = `--
-- PostgreSQL database dump
--

\\restrict 3bRAnD0m

-- Dumped from database version 15.20

SET statement_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET default_tablespace = '';

CREATE DATABASE shop WITH TEMPLATE = template0 ENCODING = 'UTF8';
ALTER DATABASE shop OWNER TO nobody_knows;
\\connect -reuse-previous=on "dbname='shop'"

CREATE SCHEMA public;
COMMENT ON SCHEMA public IS 'standard public schema';
CREATE TABLE public.pgmigrations (id integer NOT NULL, name character varying(255) NOT NULL, run_on timestamp without time zone NOT NULL);
CREATE SEQUENCE public.pgmigrations_id_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE public.pgmigrations_id_seq OWNED BY public.pgmigrations.id;
CREATE TABLE public.users (
    id bigint NOT NULL,
    email text NOT NULL
);
ALTER TABLE ONLY public.pgmigrations ALTER COLUMN id SET DEFAULT nextval('public.pgmigrations_id_seq'::regclass);
ALTER TABLE ONLY public.pgmigrations ADD CONSTRAINT pgmigrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);

\\unrestrict 3bRAnD0m
`;

/** A migration that stands on it. */
export const orders = upDown(
  `create table if not exists orders (id bigint primary key, user_id bigint not null references users (id));
   create index if not exists orders_user_id on orders (user_id);`,
  "drop table if exists orders;",
);
