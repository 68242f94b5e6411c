-- Migration: Add Orders
-- Created: 2023-11-14
-- Description: What people buy.
-- pgmaestro-ignore index-not-concurrent: nobody is at work then

-- Up Migration
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, state text);
