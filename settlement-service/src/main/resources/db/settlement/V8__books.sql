-- Books from anywhere: what each document is worth, where it stands among the others, its bytes, and how columns were read.

-- kind: STATEMENT, or REPORT and NOTIFICATION, which only advise of entries. numbering: FIRST, UNNUMBERED, FOLLOWS, GAP (missing
-- says how many), RESTARTS.
alter table statement
  add column kind text not null default 'STATEMENT',
  add column sequence bigint,
  add column numbering text not null default 'UNNUMBERED',
  add column missing bigint not null default 0,
  add column not_booked int not null default 0,
  add column balances jsonb not null default '[]',
  add column mapping text,
  add column mapping_version int;

-- The original of each file, as it came. Text that does not compress in passing: it is written once and rarely read.
create table books_content (
  file_id bigint primary key references books_file,
  content bytea not null
);
alter table books_content alter column content set storage external;

-- An advised entry counts until its statement comes: that confirms it, or leaves it out, and then it is withdrawn.
alter table book_entry
  add column bank_reference text not null default '',
  add column advised boolean not null default false,
  add column confirmed_by bigint references statement,
  add column exchange jsonb;
create index book_entry_confirmed on book_entry (confirmed_by) where confirmed_by is not null;
create index book_entry_advised on book_entry (account, asset, booking_date) where advised;
-- Days come in order, so this costs next to nothing and finds the entries of a few days.
create index book_entry_days on book_entry using brin (value_date);

-- Entries that were advised, counted, and then did not stand. reason: NOT_CONFIRMED, or REPLACED by the statement's own wording.
create table withdrawn_entry (
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
  bank_reference text not null,
  reason text not null,
  by_statement bigint not null references statement,
  at timestamptz not null
);
create index withdrawn_entry_by on withdrawn_entry (by_statement);

-- Versions of the mappings of columns; a statement remembers the one that it was read by.
create table books_mapping (
  name text not null,
  version int not null,
  mapping text not null,
  saved_at timestamptz not null,
  saved_by text not null,
  primary key (name, version)
);
