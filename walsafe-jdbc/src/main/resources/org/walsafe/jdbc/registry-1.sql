CREATE TABLE marker (
    cluster   bigint      NOT NULL,
    name      text        COLLATE "C" NOT NULL,
    content   bytea       NOT NULL,
    stored_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (cluster, name)
);
COMMENT ON TABLE marker IS 'WalSafe: which WAL files are safe in an archive';
COMMENT ON COLUMN marker.cluster IS 'system identifier, signed as in pg_control_system()';
COMMENT ON COLUMN marker.name IS 'as a marker file in a WAL safe directory is called';
COMMENT ON COLUMN marker.content IS 'as a marker file in a WAL safe directory reads';
