-- mode: transactional
-- lock: none, new table only
-- undo: drop table audit

-- Who did what: append-only, each row hashed together with the row before it.

CREATE TABLE audit (
  id bigint PRIMARY KEY,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  subject text,
  detail jsonb NOT NULL DEFAULT '{}',
  previous_hash text NOT NULL,
  hash text NOT NULL
);
