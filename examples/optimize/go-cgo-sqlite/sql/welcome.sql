INSERT INTO note (text)
SELECT 'Notes are kept in SQLite' WHERE NOT EXISTS (SELECT 1 FROM note);
