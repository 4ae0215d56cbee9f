-- What people, or rules of the rule set, put together whatever the references say. A row is never deleted: what was undone says so.
-- engine_key: the engine's name of it, unique among those that stand.
create table agreement (
  id bigint primary key,
  engine_key text not null,
  postings bigint[] not null,
  bookings bigint[] not null,
  rule text not null,
  rule_version int not null,
  tolerated jsonb not null,
  evidence jsonb not null,
  reason text not null,
  made_at timestamptz not null,
  made_by text not null,
  approved_by text,
  undone_at timestamptz,
  undone_by text,
  undo_approved_by text,
  undone_because text
);
create unique index agreement_stands on agreement (engine_key) where undone_at is null;

-- minor is the chain's sum in the match's account and asset; the books' sum is minor - tolerated_minor.
alter table match add column agreement_id bigint references agreement;
alter table match add column tolerated_minor numeric not null default 0;
alter table match add column evidence jsonb;

-- By how much the sides of a match differ, chain minus books; no row where they balance.
create table match_tolerated (
  match_id bigint not null,
  account text not null,
  asset text not null,
  minor numeric not null,
  primary key (match_id, account, asset)
);
