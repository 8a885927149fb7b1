-- revision: rocky_expand02
-- phase: expand
-- down_revision: rocky_expand01
-- release: rocky
-- summary: images gain a hash of their content and the name of its algorithm

ALTER TABLE images
    ADD COLUMN os_hash_algo varchar(64),
    ADD COLUMN os_hash_value varchar(128);

-- part
CREATE INDEX CONCURRENTLY os_hash_value_image_idx ON images (os_hash_value);
