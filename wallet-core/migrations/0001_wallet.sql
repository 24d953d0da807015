-- The wallet on this device. Money is in att, instants in microseconds since 1970, identifiers are 16 bytes.

-- One row: who the wallet is, and its sealed keys (see src/keys/sealed.rs for the formats).
CREATE TABLE wallet (
    id                 INTEGER PRIMARY KEY CHECK (id = 1),
    account            BLOB NOT NULL CHECK (length(account) = 16),
    sealed_seed        BLOB NOT NULL,
    sealed_spending    BLOB NOT NULL,
    sealed_device      BLOB NOT NULL,
    -- The signed device authorisation, made when the keys were: what registration sends, as often as it takes.
    authorisation      BLOB NOT NULL,
    -- JSON of the wrong PINs so far and the wait they cost.
    pin_attempts       TEXT NOT NULL,
    -- How this device came to the wallet, which says how the bank is to take it in.
    origin             TEXT NOT NULL CHECK (origin IN ('created', 'restored')),
    -- Kept only until the bank has taken the wallet in, so that registration can be repeated.
    enrolment_code     TEXT,
    registered         INTEGER NOT NULL DEFAULT 0 CHECK (registered IN (0, 1)),
    -- JSON of the account as the bank last described it.
    profile            TEXT,
    -- The bank's clock less the phone's, in microseconds, as it was last.
    clock_offset       INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One row: how the bank is believed. Pinned when the wallet is made, never taken from a later answer.
CREATE TABLE bank (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    network     TEXT NOT NULL,
    receipt_key TEXT NOT NULL,
    log_key     TEXT NOT NULL
) STRICT;

-- The account's entries, verified before they are stored. seq has no gaps.
CREATE TABLE entry (
    seq               INTEGER PRIMARY KEY CHECK (seq > 0),
    kind              TEXT NOT NULL,
    order_id          BLOB NOT NULL CHECK (length(order_id) = 16),
    counterparty      BLOB NOT NULL CHECK (length(counterparty) = 16),
    counterparty_name TEXT NOT NULL,
    direction         TEXT NOT NULL CHECK (direction IN ('credit', 'debit')),
    amount            INTEGER NOT NULL CHECK (amount > 0),
    balance_after     INTEGER NOT NULL CHECK (balance_after >= 0),
    settled_at        INTEGER NOT NULL,
    request           BLOB,
    memo              TEXT,
    blinding          BLOB NOT NULL CHECK (length(blinding) = 32),
    hash              BLOB NOT NULL CHECK (length(hash) = 32),
    leaf_index        INTEGER NOT NULL CHECK (leaf_index >= 0),
    counter_hash      BLOB NOT NULL CHECK (length(counter_hash) = 32)
) STRICT;
CREATE INDEX entry_by_order ON entry (order_id);
CREATE INDEX entry_by_counterparty ON entry (counterparty, seq);
CREATE INDEX entry_by_request ON entry (request) WHERE request IS NOT NULL;

-- One row: the newest checkpoint of the bank's log that was verified.
CREATE TABLE checkpoint (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    note TEXT NOT NULL
) STRICT;

-- What did not verify, kept as it arrived: shown to the owner, never overwritten. A row blocks paying.
CREATE TABLE divergence (
    id        INTEGER PRIMARY KEY,
    noticed_at INTEGER NOT NULL,
    what      TEXT NOT NULL,
    evidence  TEXT NOT NULL
) STRICT;

-- Outgoing payments; src/payment/state.rs has the picture.
CREATE TABLE payment (
    order_id     BLOB PRIMARY KEY CHECK (length(order_id) = 16),
    kind         TEXT NOT NULL CHECK (kind IN ('payment', 'redemption')),
    payee        BLOB NOT NULL CHECK (length(payee) = 16),
    payee_name   TEXT NOT NULL,
    amount       INTEGER NOT NULL CHECK (amount > 0),
    request      BLOB,
    memo         TEXT,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL CHECK (expires_at > created_at),
    signed_order BLOB NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('created', 'submitted', 'settled', 'rejected', 'expired')),
    receipt      BLOB,
    -- What the bank signed of an order that failed: its rejection, or that it has not seen the order in time.
    failure      BLOB,
    reason       TEXT,
    decided_at   INTEGER,
    -- The entry that the payment became, once it is synced.
    entry_seq    INTEGER,
    -- The receipt with its proof in the ledger log, once the owner has asked for it.
    proof        TEXT CHECK (proof IS NULL OR receipt IS NOT NULL),
    CHECK ((state = 'settled') = (receipt IS NOT NULL)),
    CHECK ((state IN ('rejected', 'expired')) = (failure IS NOT NULL)),
    CHECK ((state = 'rejected') = (reason IS NOT NULL)),
    CHECK ((state IN ('created', 'submitted')) = (decided_at IS NULL))
) STRICT;
CREATE INDEX payment_unfinished ON payment (created_at) WHERE state IN ('created', 'submitted');
CREATE INDEX payment_not_in_balance ON payment (order_id)
    WHERE state IN ('created', 'submitted', 'settled') AND entry_seq IS NULL;
CREATE INDEX payment_by_time ON payment (created_at, order_id);
CREATE INDEX payment_by_request ON payment (request) WHERE request IS NOT NULL;

-- The database too keeps a final state final.
CREATE TRIGGER payment_is_final BEFORE UPDATE OF state, receipt, failure, reason, signed_order ON payment
WHEN OLD.state IN ('settled', 'rejected', 'expired')
BEGIN
    SELECT RAISE(ABORT, 'a final payment never changes');
END;
CREATE TRIGGER payment_is_kept BEFORE DELETE ON payment
BEGIN
    SELECT RAISE(ABORT, 'a payment is never deleted');
END;

-- Top-ups: the id is stored before the first attempt, so that a lost answer is asked for again, not bought again.
CREATE TABLE top_up (
    id         BLOB PRIMARY KEY CHECK (length(id) = 16),
    amount     INTEGER NOT NULL CHECK (amount > 0),
    created_at INTEGER NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('pending', 'done', 'rejected')),
    reason     TEXT,
    CHECK ((state = 'rejected') = (reason IS NOT NULL))
) STRICT;
CREATE INDEX top_up_unfinished ON top_up (created_at) WHERE state = 'pending';

-- What this wallet asked others to pay.
CREATE TABLE payment_request (
    id         BLOB PRIMARY KEY CHECK (length(id) = 16),
    amount     INTEGER NOT NULL CHECK (amount > 0),
    memo       TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    -- The entry that paid it, once it is synced.
    entry_seq  INTEGER
) STRICT;
