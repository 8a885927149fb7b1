-- revision: wallaby_expand01
-- phase: expand
-- down_revision: ussuri_expand01
-- release: wallaby
-- summary: tasks tell their image, their request and their user

ALTER TABLE tasks
    ADD COLUMN image_id varchar(36),
    ADD COLUMN request_id varchar(64),
    ADD COLUMN user_id varchar(64);

-- part
CREATE INDEX CONCURRENTLY ix_tasks_image_id ON tasks (image_id);
