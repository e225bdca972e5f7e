-- mode: transactional
-- lock: none, new table only
-- undo: drop table verifications

-- Verifications: an evaluation's receipt, played again and compared. Claimed by lease like trainings and runs.

CREATE TABLE verifications (
  id uuid PRIMARY KEY,
  evaluation_id uuid NOT NULL REFERENCES evaluations (id),
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'completed', 'failed')),
  episodes_done int NOT NULL DEFAULT 0,
  matches boolean,
  checks jsonb NOT NULL DEFAULT '[]',
  differences jsonb NOT NULL DEFAULT '[]',
  differing int,
  requested_by text NOT NULL,
  error text,
  region text NOT NULL,
  traceparent text,
  available_at timestamptz NOT NULL DEFAULT now(),
  attempts int NOT NULL DEFAULT 0,
  lease_token uuid,
  lease_owner text,
  lease_until timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  ended_at timestamptz
);
CREATE INDEX verifications_evaluation ON verifications (evaluation_id, id);
CREATE UNIQUE INDEX verifications_open ON verifications (evaluation_id) WHERE state IN ('queued', 'running');
