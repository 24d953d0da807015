-- The ledger. Money is in att, instants in microseconds since 1970, identifiers are 16 bytes, hashes 32.
-- Hot tables are WITHOUT ROWID, keyed by what they are read by, and have no foreign keys: settlement has loaded
-- both accounts of every transfer in the same transaction.

-- Accounts as settlement sees them. Names stand in wallet and participant.
CREATE TABLE account (
    id          BLOB PRIMARY KEY CHECK (length(id) = 16),
    kind        TEXT NOT NULL CHECK (kind IN ('issuance', 'participant', 'wallet')),
    status      TEXT NOT NULL CHECK (status IN ('active', 'frozen')),
    -- The database too refuses a negative balance; only the issuance account has one, and never another.
    balance     INTEGER NOT NULL CHECK (CASE kind WHEN 'issuance' THEN balance <= 0 ELSE balance >= 0 END),
    -- The number and the hash of the newest entry.
    seq         INTEGER NOT NULL CHECK (seq >= 0),
    chain       BLOB NOT NULL CHECK (length(chain) = 32),
    -- What was paid on the day spent_day (days since 1970 in Vientiane).
    spent_day   INTEGER NOT NULL,
    spent       INTEGER NOT NULL CHECK (spent >= 0),
    -- A wallet's commercial bank: the payee of its redemptions.
    participant BLOB REFERENCES account (id),
    CHECK ((kind = 'wallet') = (participant IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- One row: the head of the ledger log after the newest batch.
CREATE TABLE ledger_head (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    size       INTEGER NOT NULL CHECK (size >= 0),
    root       BLOB NOT NULL CHECK (length(root) = 32),
    -- The right edge of the tree: the hashes of its full subtrees, the largest first.
    peaks      BLOB NOT NULL CHECK (length(peaks) % 32 = 0),
    -- The time of the newest batch: no later batch is at or before it.
    batch_time INTEGER NOT NULL,
    minted     INTEGER NOT NULL CHECK (minted >= 0),
    burned     INTEGER NOT NULL CHECK (burned BETWEEN 0 AND minted),
    -- Signed when the size became what it is, once for each size.
    checkpoint TEXT NOT NULL,
    supply     BLOB NOT NULL
) STRICT;
-- The log only grows, time only goes forward, and one size has one root.
CREATE TRIGGER ledger_head_goes_forward BEFORE UPDATE ON ledger_head
WHEN NEW.size < OLD.size OR NEW.batch_time <= OLD.batch_time
    OR (NEW.size = OLD.size AND (NEW.root <> OLD.root OR NEW.checkpoint <> OLD.checkpoint))
BEGIN
    SELECT RAISE(ABORT, 'the head of the ledger only goes forward');
END;

-- Every instruction that the ledger decided, under its id, for ever: the same id gets the same answer.
CREATE TABLE decision (
    order_id   BLOB PRIMARY KEY CHECK (length(order_id) = 16),
    -- SHA-256 of what was instructed.
    digest     BLOB NOT NULL CHECK (length(digest) = 32),
    debtor     BLOB NOT NULL CHECK (length(debtor) = 16),
    creditor   BLOB NOT NULL CHECK (length(creditor) = 16),
    decided_at INTEGER NOT NULL,
    -- Settled: the transfer.
    leaf_index INTEGER,
    -- Rejected: why.
    reason     TEXT,
    CHECK ((leaf_index IS NULL) <> (reason IS NULL))
) STRICT, WITHOUT ROWID;

-- What moved money: number n is leaf n of the log.
CREATE TABLE transfer (
    leaf_index  INTEGER PRIMARY KEY CHECK (leaf_index >= 0),
    order_id    BLOB NOT NULL CHECK (length(order_id) = 16),
    kind        TEXT NOT NULL CHECK (kind IN ('payment', 'redemption', 'top-up', 'purchase', 'mint', 'burn')),
    debtor      BLOB NOT NULL CHECK (length(debtor) = 16),
    creditor    BLOB NOT NULL CHECK (length(creditor) = 16),
    amount      INTEGER NOT NULL CHECK (amount > 0),
    settled_at  INTEGER NOT NULL,
    request     BLOB CHECK (length(request) = 16),
    memo        TEXT,
    debit_hash  BLOB NOT NULL CHECK (length(debit_hash) = 32),
    credit_hash BLOB NOT NULL CHECK (length(credit_hash) = 32),
    -- The signed order and the signed receipt, to the byte: what a court would see. Operations of the bank have none.
    statement   BLOB,
    receipt     BLOB,
    CHECK (debtor <> creditor),
    CHECK ((statement IS NULL) = (receipt IS NULL)),
    CHECK ((kind IN ('payment', 'redemption')) = (statement IS NOT NULL))
) STRICT;

-- Both sides of every transfer, as the accounts see them. seq has no gaps.
CREATE TABLE entry (
    account       BLOB NOT NULL CHECK (length(account) = 16),
    seq           INTEGER NOT NULL CHECK (seq > 0),
    leaf_index    INTEGER NOT NULL,
    balance_after INTEGER NOT NULL,
    blinding      BLOB NOT NULL CHECK (length(blinding) = 32),
    PRIMARY KEY (account, seq)
) STRICT, WITHOUT ROWID;

-- The full subtrees of the log above its leaves: level 1 covers two leaves. A leaf's own hash follows from transfer.
CREATE TABLE log_node (
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 62),
    idx   INTEGER NOT NULL CHECK (idx >= 0),
    hash  BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, idx)
) STRICT, WITHOUT ROWID;

-- History is only added to.
CREATE TRIGGER decision_is_final BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision never changes'); END;
CREATE TRIGGER decision_is_kept BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END;
CREATE TRIGGER transfer_is_final BEFORE UPDATE ON transfer
BEGIN SELECT RAISE(ABORT, 'a transfer never changes'); END;
CREATE TRIGGER transfer_is_kept BEFORE DELETE ON transfer
BEGIN SELECT RAISE(ABORT, 'a transfer is never deleted'); END;
CREATE TRIGGER entry_is_final BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry never changes'); END;
CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;

-- Redemptions that settled and whose fiat money is not yet paid out: written with the transfer, taken away with the payout.
CREATE TABLE redemption_outbox (
    leaf_index  INTEGER PRIMARY KEY,
    order_id    BLOB NOT NULL UNIQUE CHECK (length(order_id) = 16),
    payer       BLOB NOT NULL CHECK (length(payer) = 16),
    participant BLOB NOT NULL CHECK (length(participant) = 16),
    amount      INTEGER NOT NULL CHECK (amount > 0),
    settled_at  INTEGER NOT NULL
) STRICT;

-- The directory: who is behind an account.

-- The commercial banks, and the central bank's own vault.
CREATE TABLE participant (
    id      TEXT PRIMARY KEY,
    account BLOB NOT NULL UNIQUE REFERENCES account (id),
    name    TEXT NOT NULL
) STRICT;

-- The customers' wallets.
CREATE TABLE wallet (
    account     BLOB PRIMARY KEY REFERENCES account (id),
    root_key    BLOB NOT NULL UNIQUE CHECK (length(root_key) = 32),
    name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    kind        TEXT NOT NULL CHECK (kind IN ('person', 'merchant')),
    participant TEXT NOT NULL REFERENCES participant (id),
    opened_at   INTEGER NOT NULL
) STRICT;

-- The wallets' devices, with what their owners signed. A device that was revoked stays so.
CREATE TABLE device (
    id            BLOB PRIMARY KEY CHECK (length(id) = 16),
    account       BLOB NOT NULL REFERENCES wallet (account),
    label         TEXT NOT NULL,
    device_key    BLOB NOT NULL CHECK (length(device_key) = 32),
    spending_id   BLOB NOT NULL UNIQUE CHECK (length(spending_id) = 16),
    spending_key  BLOB NOT NULL CHECK (length(spending_key) = 32),
    authorisation BLOB NOT NULL,
    added_at      INTEGER NOT NULL,
    revocation    BLOB,
    revoked_at    INTEGER,
    CHECK ((revocation IS NULL) = (revoked_at IS NULL))
) STRICT;
CREATE INDEX device_by_account ON device (account, added_at);
CREATE TRIGGER device_revocation_is_final BEFORE UPDATE ON device WHEN OLD.revoked_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a revoked device stays revoked'); END;

-- What payees asked for. paid_by is the transfer that answered; where a request stands follows from it and from the time.
CREATE TABLE payment_request (
    id         BLOB PRIMARY KEY CHECK (length(id) = 16),
    payee      BLOB NOT NULL REFERENCES wallet (account),
    amount     INTEGER NOT NULL CHECK (amount > 0),
    memo       TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL CHECK (expires_at > created_at),
    paid_by    INTEGER UNIQUE
) STRICT;
CREATE TRIGGER payment_request_is_final BEFORE UPDATE ON payment_request
WHEN OLD.paid_by IS NOT NULL OR NEW.payee <> OLD.payee OR NEW.amount <> OLD.amount
BEGIN SELECT RAISE(ABORT, 'a payment request is paid once and asks for one thing'); END;
