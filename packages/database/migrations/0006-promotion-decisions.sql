-- mode: transactional
-- lock: ACCESS EXCLUSIVE on agents and promotions for an instant; both are small; SHARE on evaluations while its index is built
-- undo: drop index evaluations_policy, promotions_policy, promotions_proposed; alter table promotions drop column kind, drop column evaluation_id, drop column decision_reason, drop column traceparent; alter table agents drop column approval

-- Promotions are proposed before they are approved: with the evaluation that speaks for them, and who decided why.
-- A proposal is superseded when another policy becomes the baseline that it was measured against.

ALTER TABLE agents
  ADD COLUMN approval text NOT NULL DEFAULT 'person' CHECK (approval IN ('person', 'automatic'));

ALTER TABLE promotions
  ADD COLUMN kind text NOT NULL DEFAULT 'promotion' CHECK (kind IN ('promotion', 'rollback')),
  ADD COLUMN evaluation_id uuid REFERENCES evaluations (id),
  ADD COLUMN decision_reason text,
  ADD COLUMN traceparent text,
  DROP CONSTRAINT promotions_state_check,
  ADD CONSTRAINT promotions_state_check CHECK (state IN ('proposed', 'approved', 'rejected', 'superseded'));

CREATE UNIQUE INDEX promotions_proposed ON promotions (policy_id) WHERE state = 'proposed';
CREATE INDEX promotions_policy ON promotions (policy_id, id);
CREATE INDEX evaluations_policy ON evaluations (policy_id, id);
