-- revision: liberty
-- phase: base
-- version: 42
-- release: liberty
-- summary: the tables of images, tasks, metadata definitions and artifacts

-- Images and what belongs to them.
CREATE TABLE images (
    id varchar(36) PRIMARY KEY,
    name varchar(255),
    size bigint,
    status varchar(30) NOT NULL,
    is_public boolean NOT NULL,
    created_at timestamp NOT NULL,
    updated_at timestamp,
    deleted_at timestamp,
    deleted boolean NOT NULL,
    disk_format varchar(20),
    container_format varchar(20),
    checksum varchar(32),
    owner varchar(255),
    min_disk integer NOT NULL,
    min_ram integer NOT NULL,
    protected boolean NOT NULL DEFAULT false,
    virtual_size bigint
);
CREATE INDEX checksum_image_idx ON images (checksum);
CREATE INDEX ix_images_deleted ON images (deleted);
CREATE INDEX ix_images_is_public ON images (is_public);
CREATE INDEX owner_image_idx ON images (owner);

CREATE TABLE image_locations (
    id serial PRIMARY KEY,
    image_id varchar(36) NOT NULL REFERENCES images (id),
    value text NOT NULL,
    created_at timestamp NOT NULL,
    updated_at timestamp,
    deleted_at timestamp,
    deleted boolean NOT NULL,
    meta_data text,
    status varchar(30) NOT NULL DEFAULT 'active'
);
CREATE INDEX ix_image_locations_deleted ON image_locations (deleted);
CREATE INDEX ix_image_locations_image_id ON image_locations (image_id);

CREATE TABLE image_members (
    id serial PRIMARY KEY,
    image_id varchar(36) NOT NULL REFERENCES images (id),
    member varchar(255) NOT NULL,
    can_share boolean NOT NULL,
    created_at timestamp NOT NULL,
    updated_at timestamp,
    deleted_at timestamp,
    deleted boolean NOT NULL,
    status varchar(20) NOT NULL DEFAULT 'pending',
    UNIQUE (image_id, member, deleted_at)
);
CREATE INDEX ix_image_members_deleted ON image_members (deleted);
CREATE INDEX ix_image_members_image_id ON image_members (image_id);
CREATE INDEX ix_image_members_image_id_member ON image_members (image_id, member);

CREATE TABLE image_properties (
    id serial PRIMARY KEY,
    image_id varchar(36) NOT NULL REFERENCES images (id),
    name varchar(255) NOT NULL,
    value text,
    created_at timestamp NOT NULL,
    updated_at timestamp,
    deleted_at timestamp,
    deleted boolean NOT NULL,
    CONSTRAINT ix_image_properties_image_id_name UNIQUE (image_id, name)
);
CREATE INDEX ix_image_properties_deleted ON image_properties (deleted);
CREATE INDEX ix_image_properties_image_id ON image_properties (image_id);

CREATE TABLE image_tags (
    id serial PRIMARY KEY,
    image_id varchar(36) NOT NULL REFERENCES images (id),
    value varchar(255) NOT NULL,
    created_at timestamp NOT NULL,
    updated_at timestamp,
    deleted_at timestamp,
    deleted boolean NOT NULL
);
CREATE INDEX ix_image_tags_image_id ON image_tags (image_id);
CREATE INDEX ix_image_tags_image_id_tag_value ON image_tags (image_id, value);

-- Tasks: imports and exports that run in the background.
CREATE TABLE tasks (
    id varchar(36) PRIMARY KEY,
    type varchar(30) NOT NULL,
    status varchar(30) NOT NULL,
    owner varchar(255) NOT NULL,
    expires_at timestamp,
    created_at timestamp NOT NULL,
    updated_at timestamp,
    deleted_at timestamp,
    deleted boolean NOT NULL
);
CREATE INDEX ix_tasks_deleted ON tasks (deleted);
CREATE INDEX ix_tasks_owner ON tasks (owner);
CREATE INDEX ix_tasks_status ON tasks (status);
CREATE INDEX ix_tasks_type ON tasks (type);
CREATE INDEX ix_tasks_updated_at ON tasks (updated_at);

CREATE TABLE task_info (
    task_id varchar(36) PRIMARY KEY REFERENCES tasks (id),
    input text,
    result text,
    message text
);

-- Metadata definitions: the catalogue of properties that images and servers may carry.
CREATE TABLE metadef_namespaces (
    id serial PRIMARY KEY,
    namespace varchar(80) NOT NULL,
    display_name varchar(80),
    description text,
    visibility varchar(32),
    protected boolean,
    owner varchar(255) NOT NULL,
    created_at timestamp NOT NULL,
    updated_at timestamp,
    CONSTRAINT uq_metadef_namespaces_namespace UNIQUE (namespace)
);
CREATE INDEX ix_metadef_namespaces_owner ON metadef_namespaces (owner);

CREATE TABLE metadef_objects (
    id serial PRIMARY KEY,
    namespace_id integer NOT NULL REFERENCES metadef_namespaces (id),
    name varchar(80) NOT NULL,
    description text,
    required text,
    json_schema text NOT NULL,
    created_at timestamp NOT NULL,
    updated_at timestamp,
    CONSTRAINT uq_metadef_objects_namespace_id_name UNIQUE (namespace_id, name)
);
CREATE INDEX ix_metadef_objects_name ON metadef_objects (name);

CREATE TABLE metadef_properties (
    id serial PRIMARY KEY,
    namespace_id integer NOT NULL REFERENCES metadef_namespaces (id),
    name varchar(80) NOT NULL,
    json_schema text NOT NULL,
    created_at timestamp NOT NULL,
    updated_at timestamp,
    CONSTRAINT uq_metadef_properties_namespace_id_name UNIQUE (namespace_id, name)
);
CREATE INDEX ix_metadef_properties_name ON metadef_properties (name);

CREATE TABLE metadef_tags (
    id serial PRIMARY KEY,
    namespace_id integer NOT NULL REFERENCES metadef_namespaces (id),
    name varchar(80) NOT NULL,
    created_at timestamp NOT NULL,
    updated_at timestamp,
    CONSTRAINT uq_metadef_tags_namespace_id_name UNIQUE (namespace_id, name)
);
CREATE INDEX ix_metadef_tags_name ON metadef_tags (name);

CREATE TABLE metadef_resource_types (
    id serial PRIMARY KEY,
    name varchar(80) NOT NULL,
    protected boolean NOT NULL,
    created_at timestamp NOT NULL,
    updated_at timestamp,
    CONSTRAINT uq_metadef_resource_types_name UNIQUE (name)
);

CREATE TABLE metadef_namespace_resource_types (
    resource_type_id integer NOT NULL REFERENCES metadef_resource_types (id),
    namespace_id integer NOT NULL REFERENCES metadef_namespaces (id),
    properties_target varchar(80),
    prefix varchar(80),
    created_at timestamp NOT NULL,
    updated_at timestamp,
    PRIMARY KEY (resource_type_id, namespace_id)
);
CREATE INDEX ix_metadef_ns_res_types_namespace_id ON metadef_namespace_resource_types (namespace_id);

-- Artifacts: an experiment that Pike takes out again.
CREATE TABLE artifacts (
    id varchar(36) PRIMARY KEY,
    name varchar(255) NOT NULL,
    type_name varchar(255) NOT NULL,
    type_version_prefix bigint NOT NULL,
    type_version_suffix varchar(255),
    type_version_meta varchar(255),
    version_prefix bigint NOT NULL,
    version_suffix varchar(255),
    version_meta varchar(255),
    description text,
    visibility varchar(32) NOT NULL,
    state varchar(32) NOT NULL,
    owner varchar(255) NOT NULL,
    created_at timestamp NOT NULL,
    updated_at timestamp NOT NULL,
    deleted_at timestamp,
    published_at timestamp
);
CREATE INDEX ix_artifact_name_and_version ON artifacts (name, version_prefix, version_suffix);
CREATE INDEX ix_artifact_owner ON artifacts (owner);
CREATE INDEX ix_artifact_state ON artifacts (state);
CREATE INDEX ix_artifact_type ON artifacts (type_name, type_version_prefix, type_version_suffix);
CREATE INDEX ix_artifact_visibility ON artifacts (visibility);

CREATE TABLE artifact_blobs (
    id varchar(36) PRIMARY KEY,
    artifact_id varchar(36) NOT NULL REFERENCES artifacts (id),
    size bigint NOT NULL,
    checksum varchar(32),
    name varchar(255) NOT NULL,
    item_key varchar(329),
    position integer,
    created_at timestamp NOT NULL,
    updated_at timestamp NOT NULL
);
CREATE INDEX ix_artifact_blobs_artifact_id ON artifact_blobs (artifact_id);
CREATE INDEX ix_artifact_blobs_name ON artifact_blobs (name);

CREATE TABLE artifact_blob_locations (
    id varchar(36) PRIMARY KEY,
    blob_id varchar(36) NOT NULL REFERENCES artifact_blobs (id),
    value text NOT NULL,
    created_at timestamp NOT NULL,
    updated_at timestamp NOT NULL,
    position integer,
    status varchar(36)
);
CREATE INDEX ix_artifact_blob_locations_blob_id ON artifact_blob_locations (blob_id);

CREATE TABLE artifact_dependencies (
    id varchar(36) PRIMARY KEY,
    artifact_source varchar(36) NOT NULL REFERENCES artifacts (id),
    artifact_dest varchar(36) NOT NULL REFERENCES artifacts (id),
    artifact_origin varchar(36) NOT NULL REFERENCES artifacts (id),
    is_direct boolean NOT NULL,
    position integer,
    name varchar(36),
    created_at timestamp NOT NULL,
    updated_at timestamp NOT NULL
);
CREATE INDEX ix_artifact_dependencies_dest_id ON artifact_dependencies (artifact_dest);
CREATE INDEX ix_artifact_dependencies_direct_dependencies ON artifact_dependencies (artifact_source, is_direct);
CREATE INDEX ix_artifact_dependencies_origin_id ON artifact_dependencies (artifact_origin);
CREATE INDEX ix_artifact_dependencies_source_id ON artifact_dependencies (artifact_source);

CREATE TABLE artifact_properties (
    id varchar(36) PRIMARY KEY,
    artifact_id varchar(36) NOT NULL REFERENCES artifacts (id),
    name varchar(255) NOT NULL,
    string_value varchar(255),
    int_value integer,
    numeric_value numeric,
    bool_value boolean,
    text_value text,
    created_at timestamp NOT NULL,
    updated_at timestamp NOT NULL,
    position integer
);
CREATE INDEX ix_artifact_properties_artifact_id ON artifact_properties (artifact_id);
CREATE INDEX ix_artifact_properties_name ON artifact_properties (name);

CREATE TABLE artifact_tags (
    id varchar(36) PRIMARY KEY,
    artifact_id varchar(36) NOT NULL REFERENCES artifacts (id),
    value varchar(255) NOT NULL,
    created_at timestamp NOT NULL,
    updated_at timestamp NOT NULL
);
CREATE INDEX ix_artifact_tags_artifact_id ON artifact_tags (artifact_id);
CREATE INDEX ix_artifact_tags_artifact_id_tag_value ON artifact_tags (artifact_id, value);
