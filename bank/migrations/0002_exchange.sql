-- Fiat money, the exchanges between it and digital kip, and the keys of requests that are safe to repeat.
-- Money is in att, instants in microseconds since 1970, identifiers are 16 bytes, hashes 32.

-- The books of the embedded core bank: one for each commercial bank, and one for the central bank (reserves).
-- The balances of a book add up to zero.
CREATE TABLE fiat_account (
    id      INTEGER PRIMARY KEY,
    -- The bank whose book it stands in.
    book    TEXT NOT NULL,
    -- customer, reserves: money that the bank owes to somebody. exchange: the other side of what is exchanged for
    -- digital kip. external: the other side of what comes in from outside.
    role    TEXT NOT NULL CHECK (role IN ('customer', 'reserves', 'exchange', 'external')),
    -- The customer's id, or the commercial bank whose reserves they are; empty for the bank's own two.
    owner   TEXT NOT NULL,
    balance INTEGER NOT NULL DEFAULT 0,
    -- What of the balance is set aside.
    held    INTEGER NOT NULL DEFAULT 0,
    UNIQUE (book, role, owner),
    CHECK (CASE WHEN role IN ('customer', 'reserves') THEN held BETWEEN 0 AND balance ELSE held = 0 END),
    CHECK ((role IN ('exchange', 'external')) = (owner = ''))
) STRICT;

-- Every movement of fiat money, with both its sides in one row: it can't be unbalanced. Each id moves money once.
CREATE TABLE fiat_transfer (
    id      BLOB NOT NULL CHECK (length(id) = 16),
    kind    TEXT NOT NULL CHECK (kind IN ('deposit', 'capture', 'credit')),
    debit   INTEGER NOT NULL REFERENCES fiat_account (id),
    credit  INTEGER NOT NULL REFERENCES fiat_account (id),
    amount  INTEGER NOT NULL CHECK (amount > 0),
    made_at INTEGER NOT NULL,
    PRIMARY KEY (id, kind),
    CHECK (debit <> credit)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER fiat_transfer_is_final BEFORE UPDATE ON fiat_transfer
BEGIN SELECT RAISE(ABORT, 'a transfer never changes'); END;
CREATE TRIGGER fiat_transfer_is_kept BEFORE DELETE ON fiat_transfer
BEGIN SELECT RAISE(ABORT, 'a transfer is never deleted'); END;

-- Money set aside for an exchange. A refused one is kept as well: the first answer is the answer.
CREATE TABLE fiat_hold (
    id        BLOB PRIMARY KEY CHECK (length(id) = 16),
    account   INTEGER NOT NULL REFERENCES fiat_account (id),
    amount    INTEGER NOT NULL CHECK (amount > 0),
    state     TEXT NOT NULL CHECK (state IN ('refused', 'placed', 'captured', 'released')),
    placed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER fiat_hold_ends_once BEFORE UPDATE ON fiat_hold
WHEN OLD.state <> 'placed' OR NEW.account <> OLD.account OR NEW.amount <> OLD.amount
BEGIN SELECT RAISE(ABORT, 'a hold ends once'); END;

-- The commercial banks' customers who may open a wallet.
CREATE TABLE customer (
    id             BLOB PRIMARY KEY CHECK (length(id) = 16),
    participant    TEXT NOT NULL REFERENCES participant (id),
    name           TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    kind           TEXT NOT NULL CHECK (kind IN ('person', 'merchant')),
    -- SHA-256 of the enrolment code: the code itself is nowhere in the database.
    enrolment_hash BLOB NOT NULL UNIQUE CHECK (length(enrolment_hash) = 32),
    -- The account of the wallet that was opened with the code.
    wallet         BLOB UNIQUE REFERENCES wallet (account),
    created_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER customer_has_one_wallet BEFORE UPDATE ON customer WHEN OLD.wallet IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an enrolment code is good for one wallet'); END;

-- Exchanges of fiat money and digital kip, each with the last step that is known to be done.
CREATE TABLE exchange (
    id          BLOB NOT NULL CHECK (length(id) = 16),
    kind        TEXT NOT NULL CHECK (kind IN ('top-up', 'redemption', 'purchase')),
    -- Whose: the account of the wallet, or of the commercial bank.
    account     BLOB NOT NULL CHECK (length(account) = 16),
    participant TEXT NOT NULL REFERENCES participant (id),
    customer    BLOB REFERENCES customer (id),
    amount      INTEGER NOT NULL CHECK (amount > 0),
    state       TEXT NOT NULL CHECK (state IN ('requested', 'held', 'settled', 'refused', 'done', 'rejected')),
    reason      TEXT,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    PRIMARY KEY (id, kind),
    CHECK ((kind = 'purchase') = (customer IS NULL)),
    CHECK ((state IN ('refused', 'rejected')) = (reason IS NOT NULL)),
    CHECK (kind <> 'redemption' OR state IN ('settled', 'done'))
) STRICT, WITHOUT ROWID;
-- A hold belongs to one exchange.
CREATE UNIQUE INDEX exchange_with_hold ON exchange (id) WHERE kind <> 'redemption';
CREATE INDEX exchange_unfinished ON exchange (created_at, id) WHERE state NOT IN ('done', 'rejected');
CREATE TRIGGER exchange_end_is_final BEFORE UPDATE ON exchange WHEN OLD.state IN ('done', 'rejected')
BEGIN SELECT RAISE(ABORT, 'a finished exchange never changes'); END;

-- The keys of requests that were taken in: what was asked for under a key can't become something else.
CREATE TABLE idempotency_key (
    -- The account of the wallet or bank that asked.
    caller      BLOB NOT NULL CHECK (length(caller) = 16),
    key         BLOB NOT NULL CHECK (length(key) = 16),
    -- SHA-256 of method, path and the body's digest.
    fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32),
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (caller, key)
) STRICT, WITHOUT ROWID;
