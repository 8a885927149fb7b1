-- revision: 2024_1_expand01
-- phase: expand
-- down_revision: 2023_1_expand01
-- release: "2024_1"
-- summary: the database can tell which node caches which image

CREATE TABLE node_reference (
    node_reference_id bigserial PRIMARY KEY,
    node_reference_url varchar(255) NOT NULL,
    CONSTRAINT uq_node_reference_node_reference_url UNIQUE (node_reference_url)
);

CREATE TABLE cached_images (
    id bigserial PRIMARY KEY,
    image_id varchar(36) NOT NULL,
    last_accessed timestamp NOT NULL,
    last_modified timestamp NOT NULL,
    size bigint NOT NULL,
    hits integer NOT NULL,
    checksum varchar(32),
    node_reference_id bigint NOT NULL REFERENCES node_reference (node_reference_id),
    CONSTRAINT ix_cached_images_image_id_node_reference_id UNIQUE (image_id, node_reference_id)
);
