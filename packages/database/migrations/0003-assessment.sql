-- mode: transactional
-- lock: none, new tables only; the foreign key on trainings holds SHARE ROW EXCLUSIVE on it for an instant
-- undo: alter table trainings drop constraint trainings_evaluation; drop table insights, episodes, runs, evaluations

-- Evaluations, the runs that they are split into (claimed by lease like trainings), their episodes, and insights.
-- A null baseline_policy_id means playing at random. A run's side says whose episodes it plays.

CREATE TABLE evaluations (
  id uuid PRIMARY KEY,
  policy_id uuid NOT NULL REFERENCES policies (id),
  agent_id uuid NOT NULL REFERENCES agents (id),
  environment text NOT NULL,
  episodes int NOT NULL CHECK (episodes BETWEEN 1 AND 10000),
  seed bigint NOT NULL CHECK (seed >= 0),
  mode text NOT NULL CHECK (mode IN ('deterministic', 'stochastic')),
  baseline_policy_id uuid REFERENCES policies (id),
  state text NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'running', 'scored', 'judged', 'failed', 'cancelled')),
  episodes_done int NOT NULL DEFAULT 0,
  score jsonb,
  baseline_score jsonb,
  verdict text CHECK (verdict IN ('improved', 'equivalent', 'regressed', 'inconclusive')),
  comparison jsonb,
  receipt jsonb,
  error text,
  region text NOT NULL,
  traceparent text,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  ended_at timestamptz
);
CREATE INDEX evaluations_agent ON evaluations (agent_id, id);
CREATE INDEX evaluations_open ON evaluations (id) WHERE state IN ('queued', 'running', 'scored');

ALTER TABLE trainings ADD CONSTRAINT trainings_evaluation FOREIGN KEY (evaluation_id) REFERENCES evaluations (id);

CREATE TABLE runs (
  id uuid PRIMARY KEY,
  evaluation_id uuid NOT NULL REFERENCES evaluations (id),
  side text NOT NULL CHECK (side IN ('candidate', 'baseline')),
  first_episode int NOT NULL,
  episodes int NOT NULL CHECK (episodes > 0),
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
  error text,
  available_at timestamptz NOT NULL DEFAULT now(),
  attempts int NOT NULL DEFAULT 0,
  lease_token uuid,
  lease_owner text,
  lease_until timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  ended_at timestamptz,
  UNIQUE (evaluation_id, side, first_episode)
);
CREATE INDEX runs_open ON runs (id) WHERE state IN ('queued', 'running');

CREATE TABLE episodes (
  evaluation_id uuid NOT NULL REFERENCES evaluations (id),
  side text NOT NULL CHECK (side IN ('candidate', 'baseline')),
  index int NOT NULL,
  seed bigint NOT NULL,
  return double precision NOT NULL,
  length int NOT NULL,
  terminated boolean NOT NULL,
  truncated boolean NOT NULL,
  PRIMARY KEY (evaluation_id, side, index)
);

CREATE TABLE insights (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  severity text NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
  title text NOT NULL,
  detail text NOT NULL,
  agent_id uuid REFERENCES agents (id),
  evaluation_id uuid REFERENCES evaluations (id),
  training_id uuid REFERENCES trainings (id),
  region text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX insights_subject ON insights (kind, coalesce(evaluation_id, training_id));
