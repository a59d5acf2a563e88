-- +goose Up
CREATE TABLE authority (
    authority INTEGER NOT NULL,
    code TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (authority)
) STRICT;

CREATE TABLE localized_text (
    authority INTEGER NOT NULL,
    object TEXT NOT NULL,
    field TEXT NOT NULL,
    language TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (authority, object, field, language)
) STRICT;

CREATE TABLE unit (
    authority INTEGER NOT NULL,
    id INTEGER NOT NULL,
    parent INTEGER,
    level TEXT NOT NULL,
    kind TEXT NOT NULL,
    place TEXT NOT NULL,
    gso_code TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    PRIMARY KEY (authority, id),
    FOREIGN KEY (authority, parent) REFERENCES unit (authority, id)
) STRICT;
CREATE INDEX unit_parent ON unit (authority, parent);

CREATE TABLE unit_code (
    authority INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    scheme TEXT NOT NULL,
    code TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    PRIMARY KEY (authority, unit, scheme, valid_from),
    UNIQUE (authority, scheme, code, valid_from),
    FOREIGN KEY (authority, unit) REFERENCES unit (authority, id)
) STRICT;

CREATE TABLE account (
    authority INTEGER NOT NULL,
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    login TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    profile BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER NOT NULL,
    PRIMARY KEY (authority, id),
    UNIQUE (authority, kind, login),
    CHECK (kind IN ('citizen','official'))
) STRICT;

CREATE TABLE post (
    authority INTEGER NOT NULL,
    id INTEGER NOT NULL,
    account INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    role TEXT NOT NULL,
    term_from TEXT NOT NULL,
    term_to TEXT NOT NULL,
    PRIMARY KEY (authority, id),
    FOREIGN KEY (authority, account) REFERENCES account (authority, id),
    FOREIGN KEY (authority, unit) REFERENCES unit (authority, id)
) STRICT;
CREATE INDEX post_account ON post (authority, account);
CREATE INDEX post_unit ON post (authority, unit, role);

CREATE TABLE session (
    authority INTEGER NOT NULL,
    token_hash BLOB NOT NULL,
    account INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (authority, token_hash),
    FOREIGN KEY (authority, account) REFERENCES account (authority, id)
) STRICT;
CREATE INDEX session_account ON session (authority, account);

CREATE TABLE regime (
    authority INTEGER NOT NULL,
    hash TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (authority, hash)
) STRICT;

CREATE TABLE procedure (
    authority INTEGER NOT NULL,
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    portal_id TEXT NOT NULL,
    PRIMARY KEY (authority, id),
    UNIQUE (authority, portal_id)
) STRICT;
CREATE INDEX procedure_code ON procedure (authority, code);

CREATE TABLE procedure_version (
    authority INTEGER NOT NULL,
    procedure INTEGER NOT NULL,
    version INTEGER NOT NULL,
    effective_from TEXT NOT NULL,
    hash TEXT NOT NULL,
    record TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    PRIMARY KEY (authority, procedure, version),
    FOREIGN KEY (authority, procedure) REFERENCES procedure (authority, id)
) STRICT;

CREATE TABLE process (
    authority INTEGER NOT NULL,
    procedure INTEGER NOT NULL,
    version INTEGER NOT NULL,
    effective_from TEXT NOT NULL,
    definition TEXT NOT NULL,
    PRIMARY KEY (authority, procedure, version),
    FOREIGN KEY (authority, procedure) REFERENCES procedure (authority, id)
) STRICT;

CREATE TABLE data_key (
    authority INTEGER NOT NULL,
    dossier INTEGER NOT NULL,
    wrapping_key TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    destroyed_at INTEGER NOT NULL,
    PRIMARY KEY (authority, dossier)
) STRICT;

CREATE TABLE draft (
    authority INTEGER NOT NULL,
    id INTEGER NOT NULL,
    account INTEGER NOT NULL,
    procedure INTEGER NOT NULL,
    procedure_version INTEGER NOT NULL,
    form TEXT NOT NULL,
    unit INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    answers BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (authority, id),
    FOREIGN KEY (authority, account) REFERENCES account (authority, id)
) STRICT;
CREATE INDEX draft_account ON draft (authority, account, id);

CREATE TABLE dossier (
    authority INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    national_status INTEGER NOT NULL,
    procedure INTEGER NOT NULL,
    procedure_version INTEGER NOT NULL,
    process_version INTEGER NOT NULL,
    receiving_unit INTEGER NOT NULL,
    account INTEGER NOT NULL,
    code TEXT NOT NULL,
    regime TEXT NOT NULL,
    state TEXT NOT NULL,
    person BLOB NOT NULL,
    head BLOB NOT NULL,
    submitted_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    promised_at INTEGER NOT NULL,
    legal_at INTEGER NOT NULL,
    closed_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (authority, id),
    FOREIGN KEY (authority, receiving_unit) REFERENCES unit (authority, id)
) STRICT;
CREATE INDEX dossier_account ON dossier (authority, account, id);
CREATE INDEX dossier_unit ON dossier (authority, receiving_unit, id);

CREATE TABLE dossier_person (
    authority INTEGER NOT NULL,
    dossier INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    PRIMARY KEY (authority, dossier),
    FOREIGN KEY (authority, dossier) REFERENCES dossier (authority, id)
) STRICT;
CREATE INDEX dossier_person_name ON dossier_person (authority, name_folded);

CREATE TABLE dossier_code (
    authority INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    day TEXT NOT NULL,
    no INTEGER NOT NULL,
    dossier INTEGER NOT NULL,
    code TEXT NOT NULL,
    voided_at INTEGER NOT NULL,
    PRIMARY KEY (authority, unit, day, no),
    UNIQUE (authority, code),
    CHECK (no BETWEEN 1 AND 9999)
) STRICT;

CREATE TABLE code_counter (
    authority INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    day TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (authority, unit, day)
) STRICT;

CREATE TABLE event (
    authority INTEGER NOT NULL,
    dossier INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor_kind TEXT NOT NULL,
    actor INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    payload TEXT NOT NULL,
    person BLOB,
    commitment BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (authority, dossier, seq)
) STRICT;

CREATE TABLE feed_pending (
    authority INTEGER NOT NULL,
    feed TEXT NOT NULL,
    dossier INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (authority, feed, dossier, seq)
) STRICT;

CREATE TABLE feed (
    authority INTEGER NOT NULL,
    feed TEXT NOT NULL,
    position INTEGER NOT NULL,
    dossier INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (authority, feed, position),
    UNIQUE (authority, feed, dossier, seq)
) STRICT;

CREATE TABLE feed_head (
    authority INTEGER NOT NULL,
    feed TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (authority, feed)
) STRICT;

CREATE TABLE work_item (
    authority INTEGER NOT NULL,
    dossier INTEGER NOT NULL,
    item TEXT NOT NULL,
    unit INTEGER NOT NULL,
    role TEXT NOT NULL,
    assignee INTEGER NOT NULL,
    action TEXT NOT NULL,
    since INTEGER NOT NULL,
    due INTEGER NOT NULL,
    PRIMARY KEY (authority, dossier, item),
    FOREIGN KEY (authority, dossier) REFERENCES dossier (authority, id)
) STRICT;
CREATE INDEX work_item_unit ON work_item (authority, unit, role, due, dossier);

CREATE TABLE job (
    authority INTEGER NOT NULL,
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    unique_key TEXT NOT NULL,
    args TEXT NOT NULL,
    state TEXT NOT NULL,
    run_at INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    lease_owner TEXT NOT NULL,
    lease_until INTEGER NOT NULL,
    last_error TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (authority, id),
    UNIQUE (authority, kind, unique_key),
    CHECK (state IN ('ready','done','parked'))
) STRICT;
CREATE INDEX job_ready ON job (authority, state, run_at, id);

CREATE TABLE job_period (
    authority INTEGER NOT NULL,
    kind TEXT NOT NULL,
    lease_owner TEXT NOT NULL,
    lease_until INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    PRIMARY KEY (authority, kind)
) STRICT;

CREATE TABLE stat_delta (
    authority INTEGER NOT NULL,
    dossier INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    metric TEXT NOT NULL,
    unit INTEGER NOT NULL,
    day TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (authority, dossier, seq, metric)
) STRICT;

CREATE TABLE stat_total (
    authority INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    day TEXT NOT NULL,
    metric TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (authority, unit, day, metric)
) STRICT;

CREATE TABLE read_log (
    authority INTEGER NOT NULL,
    id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    account INTEGER NOT NULL,
    dossier INTEGER NOT NULL,
    action TEXT NOT NULL,
    PRIMARY KEY (authority, id)
) STRICT;
CREATE INDEX read_log_dossier ON read_log (authority, dossier, id);

CREATE TABLE idempotency (
    authority INTEGER NOT NULL,
    actor INTEGER NOT NULL,
    key TEXT NOT NULL,
    input_hash BLOB NOT NULL,
    outcome TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (authority, actor, key)
) STRICT;

CREATE TABLE inbox_message (
    authority INTEGER NOT NULL,
    id INTEGER NOT NULL,
    account INTEGER NOT NULL,
    dossier INTEGER NOT NULL,
    template TEXT NOT NULL,
    args TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (authority, id),
    FOREIGN KEY (authority, account) REFERENCES account (authority, id)
) STRICT;
CREATE INDEX inbox_account ON inbox_message (authority, account, id);
CREATE INDEX inbox_unread ON inbox_message (authority, account) WHERE read_at = 0;

CREATE TABLE delivery (
    authority INTEGER NOT NULL,
    id INTEGER NOT NULL,
    job INTEGER NOT NULL,
    dossier INTEGER NOT NULL,
    channel TEXT NOT NULL,
    template TEXT NOT NULL,
    state TEXT NOT NULL,
    provider_ref TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (authority, id),
    UNIQUE (authority, job, channel)
) STRICT;
CREATE INDEX delivery_dossier ON delivery (authority, dossier, id);

-- +goose Down
DROP TABLE delivery;
DROP TABLE inbox_message;
DROP TABLE idempotency;
DROP TABLE read_log;
DROP TABLE stat_total;
DROP TABLE stat_delta;
DROP TABLE job_period;
DROP TABLE job;
DROP TABLE work_item;
DROP TABLE feed_head;
DROP TABLE feed;
DROP TABLE feed_pending;
DROP TABLE event;
DROP TABLE code_counter;
DROP TABLE dossier_code;
DROP TABLE dossier_person;
DROP TABLE dossier;
DROP TABLE draft;
DROP TABLE data_key;
DROP TABLE process;
DROP TABLE procedure_version;
DROP TABLE procedure;
DROP TABLE regime;
DROP TABLE session;
DROP TABLE post;
DROP TABLE account;
DROP TABLE unit_code;
DROP TABLE unit;
DROP TABLE localized_text;
DROP TABLE authority;
