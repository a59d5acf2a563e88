-- +goose Up
-- Holds the number of the life cycle's migration.
SELECT 1;

-- +goose Down
SELECT 1;
