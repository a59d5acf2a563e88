-- +goose Up
CREATE TABLE authority (
    authority integer NOT NULL,
    code text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (authority)
);

CREATE TABLE localized_text (
    authority integer NOT NULL,
    object text COLLATE "C" NOT NULL,
    field text COLLATE "C" NOT NULL,
    language text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    PRIMARY KEY (authority, object, field, language)
);

CREATE TABLE unit (
    authority integer NOT NULL,
    id bigint NOT NULL,
    parent bigint,
    level text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    place text COLLATE "C" NOT NULL,
    gso_code text COLLATE "C" NOT NULL,
    valid_from text COLLATE "C" NOT NULL,
    valid_to text COLLATE "C" NOT NULL,
    PRIMARY KEY (authority, id),
    FOREIGN KEY (authority, parent) REFERENCES unit (authority, id)
);
CREATE INDEX unit_parent ON unit (authority, parent);

CREATE TABLE unit_code (
    authority integer NOT NULL,
    unit bigint NOT NULL,
    scheme text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    valid_from text COLLATE "C" NOT NULL,
    valid_to text COLLATE "C" NOT NULL,
    PRIMARY KEY (authority, unit, scheme, valid_from),
    UNIQUE (authority, scheme, code, valid_from),
    FOREIGN KEY (authority, unit) REFERENCES unit (authority, id)
);

CREATE TABLE account (
    authority integer NOT NULL,
    id bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    login text COLLATE "C" NOT NULL,
    password_hash text COLLATE "C" NOT NULL,
    profile bytea NOT NULL,
    created_at bigint NOT NULL,
    disabled_at bigint NOT NULL,
    PRIMARY KEY (authority, id),
    UNIQUE (authority, kind, login),
    CHECK (kind IN ('citizen','official'))
);

CREATE TABLE post (
    authority integer NOT NULL,
    id bigint NOT NULL,
    account bigint NOT NULL,
    unit bigint NOT NULL,
    role text COLLATE "C" NOT NULL,
    term_from text COLLATE "C" NOT NULL,
    term_to text COLLATE "C" NOT NULL,
    PRIMARY KEY (authority, id),
    FOREIGN KEY (authority, account) REFERENCES account (authority, id),
    FOREIGN KEY (authority, unit) REFERENCES unit (authority, id)
);
CREATE INDEX post_account ON post (authority, account);
CREATE INDEX post_unit ON post (authority, unit, role);

CREATE TABLE session (
    authority integer NOT NULL,
    token_hash bytea NOT NULL,
    account bigint NOT NULL,
    created_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    PRIMARY KEY (authority, token_hash),
    FOREIGN KEY (authority, account) REFERENCES account (authority, id)
);
CREATE INDEX session_account ON session (authority, account);

CREATE TABLE regime (
    authority integer NOT NULL,
    hash text COLLATE "C" NOT NULL,
    text text COLLATE "C" NOT NULL,
    PRIMARY KEY (authority, hash)
);

CREATE TABLE procedure (
    authority integer NOT NULL,
    id bigint NOT NULL,
    code text COLLATE "C" NOT NULL,
    portal_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (authority, id),
    UNIQUE (authority, portal_id)
);
CREATE INDEX procedure_code ON procedure (authority, code);

CREATE TABLE procedure_version (
    authority integer NOT NULL,
    procedure bigint NOT NULL,
    version integer NOT NULL,
    effective_from text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL,
    record text COLLATE "C" NOT NULL,
    published_at bigint NOT NULL,
    PRIMARY KEY (authority, procedure, version),
    FOREIGN KEY (authority, procedure) REFERENCES procedure (authority, id)
);

CREATE TABLE process (
    authority integer NOT NULL,
    procedure bigint NOT NULL,
    version integer NOT NULL,
    effective_from text COLLATE "C" NOT NULL,
    definition text COLLATE "C" NOT NULL,
    PRIMARY KEY (authority, procedure, version),
    FOREIGN KEY (authority, procedure) REFERENCES procedure (authority, id)
);

CREATE TABLE data_key (
    authority integer NOT NULL,
    dossier bigint NOT NULL,
    wrapping_key text COLLATE "C" NOT NULL,
    wrapped bytea NOT NULL,
    created_at bigint NOT NULL,
    destroyed_at bigint NOT NULL,
    PRIMARY KEY (authority, dossier)
);

CREATE TABLE draft (
    authority integer NOT NULL,
    id bigint NOT NULL,
    account bigint NOT NULL,
    procedure bigint NOT NULL,
    procedure_version integer NOT NULL,
    form text COLLATE "C" NOT NULL,
    unit bigint NOT NULL,
    revision integer NOT NULL,
    answers bytea NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (authority, id),
    FOREIGN KEY (authority, account) REFERENCES account (authority, id)
);
CREATE INDEX draft_account ON draft (authority, account, id);

CREATE TABLE dossier (
    authority integer NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    status text COLLATE "C" NOT NULL,
    national_status integer NOT NULL,
    procedure bigint NOT NULL,
    procedure_version integer NOT NULL,
    process_version integer NOT NULL,
    receiving_unit bigint NOT NULL,
    account bigint NOT NULL,
    code text COLLATE "C" NOT NULL,
    regime text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    person bytea NOT NULL,
    head bytea NOT NULL,
    submitted_at bigint NOT NULL,
    received_at bigint NOT NULL,
    promised_at bigint NOT NULL,
    legal_at bigint NOT NULL,
    closed_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    PRIMARY KEY (authority, id),
    FOREIGN KEY (authority, receiving_unit) REFERENCES unit (authority, id)
);
CREATE INDEX dossier_account ON dossier (authority, account, id);
CREATE INDEX dossier_unit ON dossier (authority, receiving_unit, id);

CREATE TABLE dossier_person (
    authority integer NOT NULL,
    dossier bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    name_folded text COLLATE "C" NOT NULL,
    PRIMARY KEY (authority, dossier),
    FOREIGN KEY (authority, dossier) REFERENCES dossier (authority, id)
);
CREATE INDEX dossier_person_name ON dossier_person (authority, name_folded);

CREATE TABLE dossier_code (
    authority integer NOT NULL,
    unit bigint NOT NULL,
    day text COLLATE "C" NOT NULL,
    no integer NOT NULL,
    dossier bigint NOT NULL,
    code text COLLATE "C" NOT NULL,
    voided_at bigint NOT NULL,
    PRIMARY KEY (authority, unit, day, no),
    UNIQUE (authority, code),
    CHECK (no BETWEEN 1 AND 9999)
);

CREATE TABLE code_counter (
    authority integer NOT NULL,
    unit bigint NOT NULL,
    day text COLLATE "C" NOT NULL,
    last integer NOT NULL,
    PRIMARY KEY (authority, unit, day)
);

CREATE TABLE event (
    authority integer NOT NULL,
    dossier bigint NOT NULL,
    seq integer NOT NULL,
    kind text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    at bigint NOT NULL,
    actor_kind text COLLATE "C" NOT NULL,
    actor bigint NOT NULL,
    unit bigint NOT NULL,
    payload text COLLATE "C" NOT NULL,
    person bytea,
    commitment bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (authority, dossier, seq)
);

CREATE TABLE feed_pending (
    authority integer NOT NULL,
    feed text COLLATE "C" NOT NULL,
    dossier bigint NOT NULL,
    seq integer NOT NULL,
    PRIMARY KEY (authority, feed, dossier, seq)
);

CREATE TABLE feed (
    authority integer NOT NULL,
    feed text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    dossier bigint NOT NULL,
    seq integer NOT NULL,
    PRIMARY KEY (authority, feed, position),
    UNIQUE (authority, feed, dossier, seq)
);

CREATE TABLE feed_head (
    authority integer NOT NULL,
    feed text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (authority, feed)
);

CREATE TABLE work_item (
    authority integer NOT NULL,
    dossier bigint NOT NULL,
    item text COLLATE "C" NOT NULL,
    unit bigint NOT NULL,
    role text COLLATE "C" NOT NULL,
    assignee bigint NOT NULL,
    action text COLLATE "C" NOT NULL,
    since bigint NOT NULL,
    due bigint NOT NULL,
    PRIMARY KEY (authority, dossier, item),
    FOREIGN KEY (authority, dossier) REFERENCES dossier (authority, id)
);
CREATE INDEX work_item_unit ON work_item (authority, unit, role, due, dossier);

CREATE TABLE job (
    authority integer NOT NULL,
    id bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    unique_key text COLLATE "C" NOT NULL,
    args text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    run_at bigint NOT NULL,
    attempt integer NOT NULL,
    lease_owner text COLLATE "C" NOT NULL,
    lease_until bigint NOT NULL,
    last_error text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (authority, id),
    UNIQUE (authority, kind, unique_key),
    CHECK (state IN ('ready','done','parked'))
);
CREATE INDEX job_ready ON job (authority, state, run_at, id);

CREATE TABLE job_period (
    authority integer NOT NULL,
    kind text COLLATE "C" NOT NULL,
    lease_owner text COLLATE "C" NOT NULL,
    lease_until bigint NOT NULL,
    next_at bigint NOT NULL,
    PRIMARY KEY (authority, kind)
);

CREATE TABLE stat_delta (
    authority integer NOT NULL,
    dossier bigint NOT NULL,
    seq integer NOT NULL,
    metric text COLLATE "C" NOT NULL,
    unit bigint NOT NULL,
    day text COLLATE "C" NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (authority, dossier, seq, metric)
);

CREATE TABLE stat_total (
    authority integer NOT NULL,
    unit bigint NOT NULL,
    day text COLLATE "C" NOT NULL,
    metric text COLLATE "C" NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (authority, unit, day, metric)
);

CREATE TABLE read_log (
    authority integer NOT NULL,
    id bigint NOT NULL,
    at bigint NOT NULL,
    account bigint NOT NULL,
    dossier bigint NOT NULL,
    action text COLLATE "C" NOT NULL,
    PRIMARY KEY (authority, id)
);
CREATE INDEX read_log_dossier ON read_log (authority, dossier, id);

CREATE TABLE idempotency (
    authority integer NOT NULL,
    actor bigint NOT NULL,
    key text COLLATE "C" NOT NULL,
    input_hash bytea NOT NULL,
    outcome text COLLATE "C" NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (authority, actor, key)
);

CREATE TABLE inbox_message (
    authority integer NOT NULL,
    id bigint NOT NULL,
    account bigint NOT NULL,
    dossier bigint NOT NULL,
    template text COLLATE "C" NOT NULL,
    args text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    read_at bigint NOT NULL,
    PRIMARY KEY (authority, id),
    FOREIGN KEY (authority, account) REFERENCES account (authority, id)
);
CREATE INDEX inbox_account ON inbox_message (authority, account, id);
CREATE INDEX inbox_unread ON inbox_message (authority, account) WHERE read_at = 0;

CREATE TABLE delivery (
    authority integer NOT NULL,
    id bigint NOT NULL,
    job bigint NOT NULL,
    dossier bigint NOT NULL,
    channel text COLLATE "C" NOT NULL,
    template text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    provider_ref text COLLATE "C" NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (authority, id),
    UNIQUE (authority, job, channel)
);
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
