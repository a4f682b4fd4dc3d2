-- Audit entries are a chain: numbered without a gap, each naming the hash before it, never changed.
-- The insert guard also stops a replacing insert, which would delete the old row first (R10).
CREATE TRIGGER audit_grows_by_one BEFORE INSERT ON audit
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit)
  OR NEW.previous_hash <> coalesce((SELECT hash FROM audit ORDER BY seq DESC LIMIT 1),
    '0000000000000000000000000000000000000000000000000000000000000000')
BEGIN SELECT RAISE(ABORT, 'an audit entry does not follow the last one'); END;
--> statement-breakpoint
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END;
--> statement-breakpoint
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit entries are never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER postings_are_new BEFORE INSERT ON postings
WHEN EXISTS (SELECT 1 FROM postings WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a posting of this id exists'); END;
--> statement-breakpoint
CREATE TRIGGER postings_are_never_changed BEFORE UPDATE ON postings
BEGIN SELECT RAISE(ABORT, 'postings are never changed'); END;
--> statement-breakpoint
CREATE TRIGGER postings_are_never_deleted BEFORE DELETE ON postings
BEGIN SELECT RAISE(ABORT, 'postings are never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER events_are_new BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'an event of this number exists'); END;
--> statement-breakpoint
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
--> statement-breakpoint
CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
--> statement-breakpoint
-- Terminal means terminal (R7), whatever the code above believes.
CREATE TRIGGER ended_payments_never_change BEFORE UPDATE ON payments
WHEN OLD.status IN ('released', 'refunded', 'cancelled', 'failed')
BEGIN SELECT RAISE(ABORT, 'an ended payment never changes'); END;
--> statement-breakpoint
CREATE TRIGGER payments_are_never_deleted BEFORE DELETE ON payments
BEGIN SELECT RAISE(ABORT, 'payments are never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER ended_operations_never_change BEFORE UPDATE ON operations
WHEN OLD.state IN ('settled', 'rejected', 'cancelled')
BEGIN SELECT RAISE(ABORT, 'an ended operation never changes'); END;
--> statement-breakpoint
CREATE TRIGGER operations_are_never_deleted BEFORE DELETE ON operations
BEGIN SELECT RAISE(ABORT, 'operations are never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER attempts_end_once BEFORE UPDATE ON attempts
WHEN OLD.ended_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an attempt ends once'); END;
--> statement-breakpoint
CREATE TRIGGER attempts_are_never_deleted BEFORE DELETE ON attempts
BEGIN SELECT RAISE(ABORT, 'attempts are never deleted'); END;
--> statement-breakpoint
-- An incoming webhook stays as it came, is read once, and is never forgotten (R13).
CREATE TRIGGER messages_stay_as_they_came BEFORE UPDATE ON inbox
WHEN OLD.state <> 'waiting' OR NEW.id <> OLD.id OR NEW.marketplace_id <> OLD.marketplace_id
  OR NEW.message_id <> OLD.message_id OR NEW.body <> OLD.body OR NEW.body_hash <> OLD.body_hash
BEGIN SELECT RAISE(ABORT, 'an incoming message is read once and stays as it came'); END;
--> statement-breakpoint
CREATE TRIGGER messages_are_never_deleted BEFORE DELETE ON inbox
BEGIN SELECT RAISE(ABORT, 'incoming messages are never deleted'); END;
--> statement-breakpoint
-- Words of payments; the row id is payments.seq. Words arrive folded and separated by spaces
-- (search.ts), so that a whole id, hash or address is one word.
CREATE VIRTUAL TABLE search USING fts5(
  words, content = '', contentless_delete = 1, detail = none, prefix = '4',
  tokenize = "ascii tokenchars '_:-'"
);
