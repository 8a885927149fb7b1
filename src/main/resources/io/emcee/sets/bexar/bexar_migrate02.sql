-- revision: bexar_migrate02
-- phase: migrate
-- version: 3
-- depends_on: bexar_expand02
-- release: bexar
-- summary: the size of every volume is copied to its new name
-- table: volumes
-- key: id
-- pending: size_gib IS NULL

UPDATE volumes
SET size_gib = size
WHERE {batch} AND size_gib IS NULL;
