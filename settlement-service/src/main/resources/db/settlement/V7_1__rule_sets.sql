-- Versions of the member's matching rules. state: PROPOSED, LIVE, RETIRED, REJECTED; one is LIVE at most.
create table rule_set (
  version int primary key,
  body jsonb not null,
  sha256 bytea not null,
  note text not null,
  state text not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  decided_because text,
  live_from timestamptz,
  live_until timestamptz,
  check (state <> 'LIVE' or decided_by <> proposed_by)
);
create unique index rule_set_live on rule_set (state) where state = 'LIVE';

-- What rules would put together and a person decides. state: OPEN, ACCEPTED, DECLINED, OBSOLETE. key names the items.
create table suggestion (
  id bigint generated always as identity primary key,
  key text not null,
  rule text not null,
  rule_version int not null,
  postings bigint[] not null,
  bookings bigint[] not null,
  score int not null,
  evidence jsonb not null,
  state text not null,
  made_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  decided_because text,
  agreement_id bigint references agreement
);
create unique index suggestion_open on suggestion (key) where state = 'OPEN';
create index suggestion_score on suggestion (score desc, id) where state = 'OPEN';
create index suggestion_declined on suggestion (key) where state = 'DECLINED';

-- Broken items by amount: where candidates for an item are looked for.
create index posting_broken on posting (account, asset, minor) where status = 2;
create index book_entry_broken on book_entry (account, asset, minor) where status = 2;
