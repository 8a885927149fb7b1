-- revision: pike_contract01
-- phase: contract
-- down_revision: ocata_contract01
-- depends_on: pike_expand01
-- release: pike
-- summary: the six tables of artifacts go

-- To drop a table locks every table it references. Without its foreign keys it locks nothing but itself.
ALTER TABLE artifact_blob_locations DROP CONSTRAINT IF EXISTS artifact_blob_locations_blob_id_fkey;

-- part
ALTER TABLE artifact_blobs DROP CONSTRAINT IF EXISTS artifact_blobs_artifact_id_fkey;

-- part
ALTER TABLE artifact_dependencies
    DROP CONSTRAINT IF EXISTS artifact_dependencies_artifact_source_fkey,
    DROP CONSTRAINT IF EXISTS artifact_dependencies_artifact_dest_fkey,
    DROP CONSTRAINT IF EXISTS artifact_dependencies_artifact_origin_fkey;

-- part
ALTER TABLE artifact_properties DROP CONSTRAINT IF EXISTS artifact_properties_artifact_id_fkey;

-- part
ALTER TABLE artifact_tags DROP CONSTRAINT IF EXISTS artifact_tags_artifact_id_fkey;

-- part
DROP TABLE artifact_blob_locations;

-- part
DROP TABLE artifact_blobs;

-- part
DROP TABLE artifact_dependencies;

-- part
DROP TABLE artifact_properties;

-- part
DROP TABLE artifact_tags;

-- part
DROP TABLE artifacts;
