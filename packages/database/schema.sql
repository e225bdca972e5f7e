-- The schema after all migrations. Written by `npm run schema`; a test keeps it true.

CREATE TABLE agents (
  id uuid NOT NULL,
  name text NOT NULL,
  environment text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  approval text DEFAULT 'person'::text NOT NULL,
  CONSTRAINT agents_name_key UNIQUE (name),
  CONSTRAINT agents_pkey PRIMARY KEY (id),
  CONSTRAINT agents_approval_check CHECK ((approval = ANY (ARRAY['person'::text, 'automatic'::text]))),
  CONSTRAINT agents_name_check CHECK ((name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'::text))
);

CREATE TABLE api_keys (
  id uuid NOT NULL,
  key_id text NOT NULL,
  secret_hash text NOT NULL,
  pepper_version integer NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  scopes text[],
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  CONSTRAINT api_keys_key_id_key UNIQUE (key_id),
  CONSTRAINT api_keys_pkey PRIMARY KEY (id),
  CONSTRAINT api_keys_key_id_check CHECK ((key_id ~ '^[0-9A-Za-z]{12}$'::text)),
  CONSTRAINT api_keys_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  CONSTRAINT api_keys_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'developer'::text, 'operator'::text, 'admin'::text])))
);

CREATE TABLE audit (
  id bigint NOT NULL,
  at timestamp with time zone NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  subject text,
  detail jsonb DEFAULT '{}'::jsonb NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL,
  CONSTRAINT audit_pkey PRIMARY KEY (id)
);

CREATE TABLE baselines (
  agent_id uuid NOT NULL,
  policy_id uuid NOT NULL,
  promotion_id uuid NOT NULL,
  CONSTRAINT baselines_pkey PRIMARY KEY (agent_id),
  CONSTRAINT baselines_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES agents(id),
  CONSTRAINT baselines_policy_id_fkey FOREIGN KEY (policy_id) REFERENCES policies(id),
  CONSTRAINT baselines_promotion_id_fkey FOREIGN KEY (promotion_id) REFERENCES promotions(id)
);

CREATE TABLE channels (
  name text NOT NULL,
  head bigint NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT channels_pkey PRIMARY KEY (name)
);

CREATE TABLE checkpoints (
  training_id uuid NOT NULL,
  steps bigint NOT NULL,
  file bytea NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT checkpoints_pkey PRIMARY KEY (training_id, steps),
  CONSTRAINT checkpoints_training_id_fkey FOREIGN KEY (training_id) REFERENCES trainings(id)
);

CREATE TABLE consumers (
  name text NOT NULL,
  channel text NOT NULL,
  "offset" bigint DEFAULT 0 NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT consumers_pkey PRIMARY KEY (name)
);

CREATE TABLE dead_letters (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  consumer text NOT NULL,
  channel text NOT NULL,
  "offset" bigint NOT NULL,
  reason text NOT NULL,
  traceparent text,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT dead_letters_consumer_channel_offset_key UNIQUE (consumer, channel, "offset"),
  CONSTRAINT dead_letters_pkey PRIMARY KEY (id)
);

CREATE TABLE episodes (
  evaluation_id uuid NOT NULL,
  side text NOT NULL,
  index integer NOT NULL,
  seed bigint NOT NULL,
  return double precision NOT NULL,
  length integer NOT NULL,
  terminated boolean NOT NULL,
  truncated boolean NOT NULL,
  CONSTRAINT episodes_pkey PRIMARY KEY (evaluation_id, side, index),
  CONSTRAINT episodes_evaluation_id_fkey FOREIGN KEY (evaluation_id) REFERENCES evaluations(id),
  CONSTRAINT episodes_side_check CHECK ((side = ANY (ARRAY['candidate'::text, 'baseline'::text])))
);

CREATE TABLE evaluations (
  id uuid NOT NULL,
  policy_id uuid NOT NULL,
  agent_id uuid NOT NULL,
  environment text NOT NULL,
  episodes integer NOT NULL,
  seed bigint NOT NULL,
  mode text NOT NULL,
  baseline_policy_id uuid,
  state text DEFAULT 'queued'::text NOT NULL,
  episodes_done integer DEFAULT 0 NOT NULL,
  score jsonb,
  baseline_score jsonb,
  verdict text,
  comparison jsonb,
  receipt jsonb,
  error text,
  region text NOT NULL,
  traceparent text,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  CONSTRAINT evaluations_pkey PRIMARY KEY (id),
  CONSTRAINT evaluations_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES agents(id),
  CONSTRAINT evaluations_baseline_policy_id_fkey FOREIGN KEY (baseline_policy_id) REFERENCES policies(id),
  CONSTRAINT evaluations_policy_id_fkey FOREIGN KEY (policy_id) REFERENCES policies(id),
  CONSTRAINT evaluations_episodes_check CHECK (((episodes >= 1) AND (episodes <= 10000))),
  CONSTRAINT evaluations_mode_check CHECK ((mode = ANY (ARRAY['deterministic'::text, 'stochastic'::text]))),
  CONSTRAINT evaluations_seed_check CHECK ((seed >= 0)),
  CONSTRAINT evaluations_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'scored'::text, 'judged'::text, 'failed'::text, 'cancelled'::text]))),
  CONSTRAINT evaluations_verdict_check CHECK ((verdict = ANY (ARRAY['improved'::text, 'equivalent'::text, 'regressed'::text, 'inconclusive'::text])))
);
CREATE INDEX evaluations_agent ON public.evaluations USING btree (agent_id, id);
CREATE INDEX evaluations_open ON public.evaluations USING btree (id) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text, 'scored'::text]));
CREATE INDEX evaluations_policy ON public.evaluations USING btree (policy_id, id);

CREATE TABLE event_log (
  only_one boolean DEFAULT true NOT NULL,
  epoch uuid DEFAULT gen_random_uuid() NOT NULL,
  CONSTRAINT event_log_pkey PRIMARY KEY (only_one),
  CONSTRAINT event_log_only_one_check CHECK (only_one)
);

CREATE TABLE events (
  channel text NOT NULL,
  "offset" bigint NOT NULL,
  id bigint NOT NULL,
  kind text NOT NULL,
  data jsonb NOT NULL,
  region text NOT NULL,
  traceparent text,
  tracestate text,
  at timestamp with time zone NOT NULL,
  CONSTRAINT events_pkey PRIMARY KEY (channel, "offset")
);
CREATE INDEX events_at ON public.events USING btree (at);

CREATE TABLE insights (
  id uuid NOT NULL,
  kind text NOT NULL,
  severity text NOT NULL,
  title text NOT NULL,
  detail text NOT NULL,
  agent_id uuid,
  evaluation_id uuid,
  training_id uuid,
  region text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT insights_pkey PRIMARY KEY (id),
  CONSTRAINT insights_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES agents(id),
  CONSTRAINT insights_evaluation_id_fkey FOREIGN KEY (evaluation_id) REFERENCES evaluations(id),
  CONSTRAINT insights_training_id_fkey FOREIGN KEY (training_id) REFERENCES trainings(id),
  CONSTRAINT insights_severity_check CHECK ((severity = ANY (ARRAY['info'::text, 'warning'::text, 'critical'::text])))
);
CREATE UNIQUE INDEX insights_subject ON public.insights USING btree (kind, COALESCE(evaluation_id, training_id));

CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
  kind text NOT NULL,
  channels text[] NOT NULL,
  data jsonb NOT NULL,
  region text NOT NULL,
  traceparent text,
  tracestate text,
  created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  CONSTRAINT outbox_pkey PRIMARY KEY (id),
  CONSTRAINT outbox_channels_check CHECK ((cardinality(channels) > 0))
);
CREATE INDEX outbox_order ON public.outbox USING btree (xid, id);

CREATE TABLE policies (
  id uuid NOT NULL,
  agent_id uuid NOT NULL,
  version integer NOT NULL,
  environment text NOT NULL,
  algorithm text NOT NULL,
  training_id uuid,
  steps bigint NOT NULL,
  return_mean double precision,
  weight_hash text NOT NULL,
  file bytea NOT NULL,
  region text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT policies_agent_id_version_key UNIQUE (agent_id, version),
  CONSTRAINT policies_training_id_key UNIQUE (training_id),
  CONSTRAINT policies_pkey PRIMARY KEY (id),
  CONSTRAINT policies_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES agents(id),
  CONSTRAINT policies_training_id_fkey FOREIGN KEY (training_id) REFERENCES trainings(id),
  CONSTRAINT policies_version_check CHECK ((version > 0)),
  CONSTRAINT policies_weight_hash_check CHECK ((weight_hash ~ '^[0-9a-f]{64}$'::text))
);

CREATE TABLE promotions (
  id uuid NOT NULL,
  agent_id uuid NOT NULL,
  policy_id uuid NOT NULL,
  previous_policy_id uuid,
  state text NOT NULL,
  reason text,
  proposed_by text NOT NULL,
  decided_by text,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  decided_at timestamp with time zone,
  kind text DEFAULT 'promotion'::text NOT NULL,
  evaluation_id uuid,
  decision_reason text,
  traceparent text,
  CONSTRAINT promotions_pkey PRIMARY KEY (id),
  CONSTRAINT promotions_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES agents(id),
  CONSTRAINT promotions_evaluation_id_fkey FOREIGN KEY (evaluation_id) REFERENCES evaluations(id),
  CONSTRAINT promotions_policy_id_fkey FOREIGN KEY (policy_id) REFERENCES policies(id),
  CONSTRAINT promotions_previous_policy_id_fkey FOREIGN KEY (previous_policy_id) REFERENCES policies(id),
  CONSTRAINT promotions_kind_check CHECK ((kind = ANY (ARRAY['promotion'::text, 'rollback'::text]))),
  CONSTRAINT promotions_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'approved'::text, 'rejected'::text, 'superseded'::text])))
);
CREATE INDEX promotions_agent ON public.promotions USING btree (agent_id, id);
CREATE INDEX promotions_policy ON public.promotions USING btree (policy_id, id);
CREATE UNIQUE INDEX promotions_proposed ON public.promotions USING btree (policy_id) WHERE (state = 'proposed'::text);

CREATE TABLE runs (
  id uuid NOT NULL,
  evaluation_id uuid NOT NULL,
  side text NOT NULL,
  first_episode integer NOT NULL,
  episodes integer NOT NULL,
  state text DEFAULT 'queued'::text NOT NULL,
  error text,
  available_at timestamp with time zone DEFAULT now() NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  lease_token uuid,
  lease_owner text,
  lease_until timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  CONSTRAINT runs_evaluation_id_side_first_episode_key UNIQUE (evaluation_id, side, first_episode),
  CONSTRAINT runs_pkey PRIMARY KEY (id),
  CONSTRAINT runs_evaluation_id_fkey FOREIGN KEY (evaluation_id) REFERENCES evaluations(id),
  CONSTRAINT runs_episodes_check CHECK ((episodes > 0)),
  CONSTRAINT runs_side_check CHECK ((side = ANY (ARRAY['candidate'::text, 'baseline'::text]))),
  CONSTRAINT runs_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'completed'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX runs_open ON public.runs USING btree (id) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));

CREATE TABLE schema_migrations (
  name text NOT NULL,
  checksum text NOT NULL,
  mode text NOT NULL,
  applied_at timestamp with time zone DEFAULT now() NOT NULL,
  duration_ms integer NOT NULL,
  CONSTRAINT schema_migrations_pkey PRIMARY KEY (name)
);

CREATE TABLE sessions (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  token_hash text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  CONSTRAINT sessions_token_hash_key UNIQUE (token_hash),
  CONSTRAINT sessions_pkey PRIMARY KEY (id),
  CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
CREATE INDEX sessions_user ON public.sessions USING btree (user_id);

CREATE TABLE setup_links (
  token_hash text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  CONSTRAINT setup_links_pkey PRIMARY KEY (token_hash)
);

CREATE TABLE training_points (
  training_id uuid NOT NULL,
  steps bigint NOT NULL,
  point jsonb NOT NULL,
  CONSTRAINT training_points_pkey PRIMARY KEY (training_id, steps),
  CONSTRAINT training_points_training_id_fkey FOREIGN KEY (training_id) REFERENCES trainings(id)
);

CREATE TABLE trainings (
  id uuid NOT NULL,
  agent_id uuid NOT NULL,
  environment text NOT NULL,
  algorithm text NOT NULL,
  preset text,
  seed bigint NOT NULL,
  steps bigint NOT NULL,
  configuration jsonb NOT NULL,
  evaluate_episodes integer,
  state text DEFAULT 'queued'::text NOT NULL,
  progress jsonb,
  policy_id uuid,
  evaluation_id uuid,
  error text,
  region text NOT NULL,
  traceparent text,
  available_at timestamp with time zone DEFAULT now() NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  lease_token uuid,
  lease_owner text,
  lease_until timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  CONSTRAINT trainings_pkey PRIMARY KEY (id),
  CONSTRAINT trainings_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES agents(id),
  CONSTRAINT trainings_evaluation FOREIGN KEY (evaluation_id) REFERENCES evaluations(id),
  CONSTRAINT trainings_policy_id_fkey FOREIGN KEY (policy_id) REFERENCES policies(id),
  CONSTRAINT trainings_evaluate_episodes_check CHECK (((evaluate_episodes >= 1) AND (evaluate_episodes <= 10000))),
  CONSTRAINT trainings_seed_check CHECK ((seed >= 0)),
  CONSTRAINT trainings_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'completed'::text, 'failed'::text, 'cancelled'::text]))),
  CONSTRAINT trainings_steps_check CHECK ((steps > 0))
);
CREATE INDEX trainings_agent ON public.trainings USING btree (agent_id, id);
CREATE INDEX trainings_open ON public.trainings USING btree (id) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));

CREATE TABLE users (
  id uuid NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  password_hash text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  disabled_at timestamp with time zone,
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_email_check CHECK ((length(email) <= 254)),
  CONSTRAINT users_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  CONSTRAINT users_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'developer'::text, 'operator'::text, 'admin'::text])))
);
CREATE UNIQUE INDEX users_email ON public.users USING btree (lower(email));

CREATE TABLE verifications (
  id uuid NOT NULL,
  evaluation_id uuid NOT NULL,
  state text DEFAULT 'queued'::text NOT NULL,
  episodes_done integer DEFAULT 0 NOT NULL,
  matches boolean,
  checks jsonb DEFAULT '[]'::jsonb NOT NULL,
  differences jsonb DEFAULT '[]'::jsonb NOT NULL,
  differing integer,
  requested_by text NOT NULL,
  error text,
  region text NOT NULL,
  traceparent text,
  available_at timestamp with time zone DEFAULT now() NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  lease_token uuid,
  lease_owner text,
  lease_until timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  CONSTRAINT verifications_pkey PRIMARY KEY (id),
  CONSTRAINT verifications_evaluation_id_fkey FOREIGN KEY (evaluation_id) REFERENCES evaluations(id),
  CONSTRAINT verifications_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'completed'::text, 'failed'::text])))
);
CREATE INDEX verifications_evaluation ON public.verifications USING btree (evaluation_id, id);
CREATE UNIQUE INDEX verifications_open ON public.verifications USING btree (evaluation_id) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));
