-- mode: transactional
-- lock: none, new tables only
-- undo: drop table promotions, baselines, checkpoints, training_points, policies, trainings, agents

-- Agents, the trainings that make their policies, and the promotions that choose a baseline.
-- A training is claimed by lease: a result lands only under the lease_token of whoever holds it.

CREATE TABLE agents (
  id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
  environment text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE trainings (
  id uuid PRIMARY KEY,
  agent_id uuid NOT NULL REFERENCES agents (id),
  environment text NOT NULL,
  algorithm text NOT NULL,
  preset text,
  seed bigint NOT NULL CHECK (seed >= 0),
  steps bigint NOT NULL CHECK (steps > 0),
  configuration jsonb NOT NULL,
  evaluate_episodes int CHECK (evaluate_episodes BETWEEN 1 AND 10000),
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
  progress jsonb,
  policy_id uuid,
  evaluation_id uuid,
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
CREATE INDEX trainings_open ON trainings (id) WHERE state IN ('queued', 'running');
CREATE INDEX trainings_agent ON trainings (agent_id, id);

CREATE TABLE policies (
  id uuid PRIMARY KEY,
  agent_id uuid NOT NULL REFERENCES agents (id),
  version int NOT NULL CHECK (version > 0),
  environment text NOT NULL,
  algorithm text NOT NULL,
  training_id uuid UNIQUE REFERENCES trainings (id),
  steps bigint NOT NULL,
  return_mean double precision,
  weight_hash text NOT NULL CHECK (weight_hash ~ '^[0-9a-f]{64}$'),
  file bytea NOT NULL,
  region text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (agent_id, version)
);

ALTER TABLE trainings ADD FOREIGN KEY (policy_id) REFERENCES policies (id);

CREATE TABLE training_points (
  training_id uuid NOT NULL REFERENCES trainings (id),
  steps bigint NOT NULL,
  point jsonb NOT NULL,
  PRIMARY KEY (training_id, steps)
);

CREATE TABLE checkpoints (
  training_id uuid NOT NULL REFERENCES trainings (id),
  steps bigint NOT NULL,
  file bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (training_id, steps)
);

CREATE TABLE promotions (
  id uuid PRIMARY KEY,
  agent_id uuid NOT NULL REFERENCES agents (id),
  policy_id uuid NOT NULL REFERENCES policies (id),
  previous_policy_id uuid REFERENCES policies (id),
  state text NOT NULL CHECK (state IN ('proposed', 'approved', 'rejected')),
  reason text,
  proposed_by text NOT NULL,
  decided_by text,
  created_at timestamptz NOT NULL DEFAULT now(),
  decided_at timestamptz
);
CREATE INDEX promotions_agent ON promotions (agent_id, id);

CREATE TABLE baselines (
  agent_id uuid PRIMARY KEY REFERENCES agents (id),
  policy_id uuid NOT NULL REFERENCES policies (id),
  promotion_id uuid NOT NULL REFERENCES promotions (id)
);
