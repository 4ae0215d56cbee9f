-- One database per member. Amounts are minor units. Rows are numbered by the service, so that a rebuild from the same
-- blocks and files gives the same rows.

-- How far the ledger was applied. One consumer moves it, one block at a time; a new consumer takes a new epoch.
create table cursor (
  channel text primary key,
  height bigint not null,
  epoch bigint not null,
  block_hash bytea not null
);

create table halt (
  channel text primary key,
  at timestamptz not null,
  block bigint not null,
  tx_id text,
  key text,
  reason text not null,
  sentence text not null,
  expected_sha256 bytea,
  actual_sha256 bytea
);

create table block (
  number bigint primary key,
  hash bytea not null,
  previous_hash bytea not null,
  data_hash bytea not null,
  transactions int not null,
  valid int not null,
  effects int not null,
  at timestamptz not null,
  applied_at timestamptz not null
);

create table tx (
  block bigint not null references block,
  idx int not null,
  tx_id text not null,
  code int not null,
  code_name text not null,
  submitted_by text not null,
  at timestamptz not null,
  endorsers text[] not null,
  commands int not null,
  verified boolean not null,
  primary key (block, idx)
);
-- Ids of transactions that passed the ledger's check for doubles: valid, policy failure, read conflict, phantom.
create unique index tx_once on tx (tx_id) where code in (0, 10, 11, 12) and tx_id <> '';

-- The verified state: values of the own chaincode, versions of every key that a transaction may read.
create table state (
  namespace text not null,
  key text collate "C" not null,
  value bytea not null,
  block bigint not null,
  tx int not null,
  primary key (namespace, key)
);
alter table state alter column value set storage external;

create table position (
  member text not null,
  account text not null,
  asset text not null,
  kind text not null,
  available bigint not null,
  held bigint not null,
  block bigint not null,
  primary key (member, account, asset, kind)
);

create table trade (
  author text not null,
  counterparty text not null,
  page int not null,
  idx int not null,
  lane text not null,
  reference text not null,
  kind smallint not null,
  state smallint not null,
  reason smallint not null,
  author_account text not null,
  counterparty_account text not null,
  author_delivers boolean not null,
  delivery_asset text not null,
  delivery_minor bigint not null,
  payment_asset text,
  payment_minor bigint,
  urgent boolean not null,
  trade_date date not null,
  value_date date not null,
  commitment bytea not null,
  reverses text,
  recorded_at timestamptz not null,
  recorded_block bigint not null,
  recorded_tx int not null,
  recorded_effect int not null,
  moved_block bigint not null,
  primary key (author, counterparty, page, idx)
) with (fillfactor = 85);
create unique index trade_effect on trade (recorded_block, recorded_tx, recorded_effect);
create index trade_reference on trade (reference);

-- The identity of an effect is (channel, block, transaction, effect); each table of effects has it as its key.
create table trade_event (
  block bigint not null,
  tx int not null,
  effect int not null,
  author text not null,
  counterparty text not null,
  page int not null,
  idx int not null,
  state_from smallint,
  state_to smallint not null,
  reason smallint not null,
  primary key (block, tx, effect)
);
create index trade_event_trade on trade_event (author, counterparty, page, idx);

create table other_effect (
  block bigint not null,
  tx int not null,
  effect int not null,
  kind text not null,
  detail text not null,
  primary key (block, tx, effect)
);

-- status: 0 pending, 1 matched, 2 broken, 3 carried (from before the books begin, and so in their opening balance)
create table posting (
  id bigint primary key,
  block bigint not null,
  tx int not null,
  effect int not null,
  account text not null,
  asset text not null,
  minor bigint not null,
  kind text not null,
  reference text not null,
  counterparty text not null,
  value_date date not null,
  trade text,
  at timestamptz not null,
  status smallint not null,
  match_id bigint,
  break_id bigint,
  unique (block, tx, effect)
);
create index posting_reference on posting (reference);
create index posting_trade on posting (trade) where trade is not null;

create table books_file (
  id bigint primary key,
  sha256 bytea not null unique,
  name text not null,
  format text not null,
  ingested_at timestamptz not null,
  ingested_by text not null,
  statements int not null,
  entries int not null,
  rejected int not null,
  matched int not null,
  breaks_opened int not null,
  errors jsonb not null
);

create table statement (
  id bigint primary key,
  file_id bigint not null references books_file,
  reference text not null,
  content_hash text not null unique,
  internal_account text not null,
  account text not null,
  asset text not null,
  from_date date,
  to_date date,
  opening bigint,
  closing bigint,
  movements numeric not null,
  entries int not null,
  consistent boolean not null,
  continuous boolean not null,
  page int not null,
  last_page boolean not null
);
create index statement_account on statement (account, asset, id);

create table book_entry (
  id bigint primary key,
  statement_id bigint not null references statement,
  entry_id text not null,
  account text not null,
  asset text not null,
  minor bigint not null,
  reference text not null,
  refs text[] not null,
  counterparty text not null,
  booking_date date not null,
  value_date date not null,
  reversal boolean not null,
  code text not null,
  note text not null,
  line int not null,
  status smallint not null,
  match_id bigint,
  break_id bigint,
  unique (statement_id, entry_id)
);
create index book_entry_reference on book_entry (reference);

create table match (
  id bigint primary key,
  account text not null,
  asset text not null,
  rule text not null,
  rule_version int not null,
  minor numeric not null,
  reference text not null,
  postings bigint[] not null,
  bookings bigint[] not null,
  at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_because text
);

create table break (
  id bigint primary key,
  engine_key text not null unique,
  kind text not null,
  resolved boolean not null,
  assignee text,
  account text not null,
  asset text not null,
  reference text not null,
  counterparty text not null,
  amount_minor bigint not null,
  risk_minor bigint not null,
  chain_minor numeric not null,
  books_minor numeric not null,
  value_date date,
  sentence text not null,
  differences jsonb not null,
  postings bigint[] not null,
  bookings bigint[] not null,
  related text[] not null,
  labels jsonb not null default '[]',
  comments int not null default 0,
  opened_at timestamptz not null,
  resolved_at timestamptz
);
create index break_open on break (opened_at, id) where not resolved;

create table break_event (
  break_id bigint not null references break,
  at timestamptz not null,
  by_whom text not null,
  action text not null,
  note text,
  seq bigint generated always as identity primary key
);
create index break_event_break on break_event (break_id, seq);

create table closed_day (
  as_of date primary key,
  at timestamptz not null,
  by_whom text not null
);

create table app_user (
  name text primary key,
  salt bytea not null,
  iterations int not null,
  hash bytea not null,
  roles text[] not null,
  failures int not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null
);

create table session (
  token_hash bytea primary key,
  user_name text not null references app_user on delete cascade,
  csrf text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);

-- Each entry's hash covers the entry before it.
create table audit (
  idx bigint primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  detail text not null,
  hash bytea not null
);

create function audit_is_final() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is never changed';
end $$;
create trigger audit_final before update or delete on audit for each row execute function audit_is_final();
create trigger audit_final_truncate before truncate on audit for each statement execute function audit_is_final();
