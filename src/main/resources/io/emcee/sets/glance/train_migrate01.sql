-- revision: train_migrate01
-- phase: migrate
-- version: 50
-- depends_on: train_expand01
-- release: train
-- summary: image locations name their store instead of their backend
-- table: image_locations
-- key: id
-- pending: position('"backend":' IN meta_data) > 0

UPDATE image_locations
SET meta_data = replace(meta_data, '"backend":', '"store":')
WHERE {batch} AND position('"backend":' IN meta_data) > 0;
