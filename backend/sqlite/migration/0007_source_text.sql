-- The text of a source as it was read, whatever its bytes: without a byte order
-- mark, with line feeds, in one encoding. Imports before this one have none.
ALTER TABLE import_source ADD COLUMN text_sha256 TEXT;
CREATE INDEX import_source_text ON import_source(text_sha256);
