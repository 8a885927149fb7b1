-- revision: bexar_migrate01
-- phase: migrate
-- version: 2
-- depends_on: bexar_expand01
-- release: bexar
-- summary: the address of every server is split into host and port
-- table: servers
-- key: id
-- pending: host IS NULL

UPDATE servers
SET host = substring(address FROM '^(.+):[0-9]+$'),
    port = substring(address FROM ':([0-9]+)$')::integer
WHERE {batch} AND host IS NULL;
