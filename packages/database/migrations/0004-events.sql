-- mode: transactional
-- lock: none, new tables only
-- undo: drop table dead_letters, consumers, events, channels, event_log, outbox

-- The outbox: a change and its event are written in one transaction. The relay moves rows in commit order into events and
-- gives each channel a gapless offset; the epoch names this incarnation of the log and changes when a backup is restored.

CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  kind text NOT NULL,
  channels text[] NOT NULL CHECK (cardinality(channels) > 0),
  data jsonb NOT NULL,
  region text NOT NULL,
  traceparent text,
  tracestate text,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX outbox_order ON outbox (xid, id);

CREATE TABLE event_log (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  epoch uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO event_log DEFAULT VALUES;

CREATE TABLE channels (
  name text PRIMARY KEY,
  head bigint NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
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
  at timestamptz NOT NULL,
  PRIMARY KEY (channel, "offset")
);
CREATE INDEX events_at ON events (at);

CREATE TABLE consumers (
  name text PRIMARY KEY,
  channel text NOT NULL,
  "offset" bigint NOT NULL DEFAULT 0,
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE dead_letters (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  consumer text NOT NULL,
  channel text NOT NULL,
  "offset" bigint NOT NULL,
  reason text NOT NULL,
  traceparent text,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (consumer, channel, "offset")
);
