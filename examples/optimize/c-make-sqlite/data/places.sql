CREATE TABLE place (name TEXT PRIMARY KEY, country TEXT NOT NULL, people INTEGER NOT NULL);
INSERT INTO place VALUES
  ('Bergen', 'Norway', 291940),
  ('Cusco', 'Peru', 428450),
  ('Hoi An', 'Vietnam', 152160);
