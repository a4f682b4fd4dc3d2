-- Payees follow from payments in the commit that writes them, whoever writes it.
CREATE TRIGGER payees_follow_new_payments AFTER INSERT ON payments
BEGIN
  INSERT INTO payees (payee, payments, open, paid, refunded, failed, first_seen_at, last_seen_at,
    last_paid_at)
  VALUES (NEW.payee, 1,
    NEW.status NOT IN ('released', 'refunded', 'cancelled', 'failed'),
    NEW.status = 'released', NEW.status = 'refunded', NEW.status IN ('cancelled', 'failed'),
    NEW.created_at, NEW.created_at, CASE WHEN NEW.released > 0 THEN NEW.updated_at END)
  ON CONFLICT (payee) DO UPDATE SET
    payments = payments + 1, open = open + excluded.open, paid = paid + excluded.paid,
    refunded = refunded + excluded.refunded, failed = failed + excluded.failed,
    first_seen_at = min(first_seen_at, excluded.first_seen_at),
    last_seen_at = max(last_seen_at, excluded.last_seen_at),
    last_paid_at = max(coalesce(last_paid_at, excluded.last_paid_at),
      coalesce(excluded.last_paid_at, last_paid_at));
  INSERT INTO payee_totals (payee_seq, asset, payments, held, released, refunded)
  VALUES ((SELECT seq FROM payees WHERE payee = NEW.payee), NEW.asset, 1,
    NEW.held - NEW.released - NEW.refunded, NEW.released, NEW.refunded)
  ON CONFLICT (payee_seq, asset) DO UPDATE SET
    payments = payments + 1, held = held + excluded.held,
    released = released + excluded.released, refunded = refunded + excluded.refunded;
  INSERT INTO payee_accounts (payee_seq, rail, account, payments, first_seen_at, last_seen_at)
  SELECT seq, NEW.rail, NEW.payee_account, 1, NEW.created_at, NEW.created_at
    FROM payees WHERE payee = NEW.payee AND NEW.payee_account IS NOT NULL
  ON CONFLICT (payee_seq, rail, account) DO UPDATE SET
    payments = payments + 1, first_seen_at = min(first_seen_at, excluded.first_seen_at),
    last_seen_at = max(last_seen_at, excluded.last_seen_at);
END;
--> statement-breakpoint
CREATE TRIGGER payees_follow_moved_payments AFTER UPDATE ON payments
WHEN NEW.status <> OLD.status OR NEW.held <> OLD.held OR NEW.released <> OLD.released
  OR NEW.refunded <> OLD.refunded
BEGIN
  UPDATE payees SET
    open = open + (NEW.status NOT IN ('released', 'refunded', 'cancelled', 'failed'))
      - (OLD.status NOT IN ('released', 'refunded', 'cancelled', 'failed')),
    paid = paid + (NEW.status = 'released') - (OLD.status = 'released'),
    refunded = refunded + (NEW.status = 'refunded') - (OLD.status = 'refunded'),
    failed = failed + (NEW.status IN ('cancelled', 'failed'))
      - (OLD.status IN ('cancelled', 'failed')),
    last_paid_at = CASE WHEN NEW.released > OLD.released THEN NEW.updated_at ELSE last_paid_at END
  WHERE payee = NEW.payee;
  UPDATE payee_totals SET
    held = held + (NEW.held - NEW.released - NEW.refunded)
      - (OLD.held - OLD.released - OLD.refunded),
    released = released + NEW.released - OLD.released,
    refunded = refunded + NEW.refunded - OLD.refunded
  WHERE payee_seq = (SELECT seq FROM payees WHERE payee = NEW.payee) AND asset = NEW.asset;
END;
--> statement-breakpoint
-- The words of payees' names, whole or by their beginnings; accents are folded away.
CREATE VIRTUAL TABLE payee_search USING fts5(
  words, content = '', prefix = '2 4', tokenize = 'unicode61 remove_diacritics 2'
);
--> statement-breakpoint
CREATE TRIGGER payees_are_searched AFTER INSERT ON payees
BEGIN
  INSERT INTO payee_search (rowid, words) VALUES (NEW.seq, NEW.payee);
END;
--> statement-breakpoint
INSERT INTO payees (payee, payments, open, paid, refunded, failed, first_seen_at, last_seen_at,
  last_paid_at)
SELECT payee, count(*), sum(status NOT IN ('released', 'refunded', 'cancelled', 'failed')),
  sum(status = 'released'), sum(status = 'refunded'), sum(status IN ('cancelled', 'failed')),
  min(created_at), max(created_at), max(CASE WHEN released > 0 THEN released_at END)
FROM payments GROUP BY payee;
--> statement-breakpoint
INSERT INTO payee_totals (payee_seq, asset, payments, held, released, refunded)
SELECT payees.seq, asset, count(*), sum(held - released - payments.refunded), sum(released),
  sum(payments.refunded)
FROM payments JOIN payees ON payees.payee = payments.payee GROUP BY payees.seq, asset;
--> statement-breakpoint
INSERT INTO payee_accounts (payee_seq, rail, account, payments, first_seen_at, last_seen_at)
SELECT payees.seq, rail, payee_account, count(*), min(created_at), max(created_at)
FROM payments JOIN payees ON payees.payee = payments.payee WHERE payee_account IS NOT NULL
GROUP BY payees.seq, rail, payee_account;
