-- revision: bexar_migrate03
-- phase: migrate
-- version: 4
-- depends_on: bexar_expand03
-- release: bexar
-- summary: every server gets its status in words
-- table: servers
-- key: id
-- pending: status IS NULL

UPDATE servers
SET status = (ARRAY['building', 'active', 'stopped', 'failed'])[state + 1]::server_status
WHERE {batch} AND status IS NULL;
