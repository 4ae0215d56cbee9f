-- Work on breaks. Severity: 0 low, 1 medium, 2 high, 3 critical. Evidence is what the break is made of, hashed: where it changes, what
-- was proposed on it is stale. Ages are business days, as of the day in aged_on.
alter table break add column owner_group text;
alter table break add column previous_owner text;
alter table break add column severity smallint not null default 1;
alter table break add column routed_severity smallint;
alter table break add column reference_asset text;
alter table break add column reference_value numeric;
alter table break add column business_age int not null default 0;
alter table break add column aged_on date;
alter table break add column due_at timestamptz;
alter table break add column breached_at timestamptz;
alter table break add column evidence text not null default '';
alter table break add column proposal_id bigint;
create index break_due on break (due_at) where not resolved and breached_at is null;
create index break_reference on break (reference);
create index break_group on break (account, asset, counterparty);

alter table break_event add column shared boolean not null default false;

create table break_attachment (
  id bigint generated always as identity primary key,
  break_id bigint not null references break,
  name text not null,
  type text not null,
  size int not null,
  sha256 bytea not null,
  content bytea not null,
  by_whom text not null,
  at timestamptz not null
);
create index break_attachment_break on break_attachment (break_id, id);

create table break_filter (
  id bigint generated always as identity primary key,
  owner text not null,
  name text not null,
  shared boolean not null,
  filter jsonb not null,
  unique (owner, name)
);
-- What a user's list of breaks begins with: an own filter or a shared one.
create table break_filter_default (
  user_name text primary key,
  filter_id bigint not null references break_filter on delete cascade
);

-- At most one version is in force and at most one waits. Version 0 is built in.
create table desk_policy (
  version bigint primary key,
  state text not null,
  body jsonb not null,
  reason text not null,
  maker text not null,
  at timestamptz not null,
  checker text,
  decided_at timestamptz,
  decision_reason text
);
create unique index desk_policy_in_force on desk_policy (state) where state = 'IN_FORCE';
create unique index desk_policy_pending on desk_policy (state) where state = 'PENDING';

-- A rule escalates a break once, whatever becomes of the policy.
create table break_escalation (
  break_id bigint not null references break,
  rule text not null,
  policy_version bigint not null,
  at timestamptz not null,
  primary key (break_id, rule)
);

create table proposal (
  id bigint generated always as identity primary key,
  kind text not null,
  state text not null,
  break_id bigint references break,
  match_id bigint,
  account text not null,
  asset text not null,
  amount_minor numeric not null,
  postings bigint[] not null,
  bookings bigint[] not null,
  adjustment jsonb,
  trade text,
  evidence text not null,
  reason text not null,
  maker text not null,
  at timestamptz not null,
  approvals_needed int not null,
  decided_at timestamptz
);
create unique index proposal_waits on proposal (break_id) where state = 'PENDING';
create unique index proposal_waits_for_match on proposal (match_id) where state = 'PENDING';
create index proposal_state on proposal (state, id);
create index proposal_break on proposal (break_id, id);

create table proposal_decision (
  proposal_id bigint not null references proposal,
  by_whom text not null,
  approve boolean not null,
  reason text not null,
  at timestamptz not null,
  primary key (proposal_id, by_whom)
);

create table proposed_posting (
  id bigint generated always as identity primary key,
  proposal_id bigint not null unique references proposal,
  break_id bigint not null references break,
  account text not null,
  asset text not null,
  minor bigint not null,
  reference text not null unique,
  counterparty text not null,
  value_date date not null,
  note text not null,
  reason text not null,
  maker text not null,
  checkers text[] not null,
  at timestamptz not null,
  hand_over bigint
);
create table hand_over (
  id bigint primary key,
  at timestamptz not null,
  by_whom text not null,
  format text not null,
  postings int not null
);

create table mandate (
  id bigint generated always as identity primary key,
  state text not null,
  reason text not null,
  kinds text[] not null,
  accounts text[] not null,
  asset text not null,
  tolerance_minor bigint not null,
  daily_count int not null,
  daily_minor bigint not null,
  valid_from date not null,
  valid_to date not null,
  maker text not null,
  at timestamptz not null,
  off_by text,
  off_reason text,
  off_at timestamptz
);
create table mandate_decision (
  mandate_id bigint not null references mandate,
  by_whom text not null,
  approve boolean not null,
  reason text not null,
  at timestamptz not null,
  primary key (mandate_id, by_whom)
);
-- How much of a day's budget is used up; a use and its meter are one transaction.
create table mandate_day (
  mandate_id bigint not null references mandate,
  day date not null,
  uses int not null,
  minor numeric not null,
  primary key (mandate_id, day)
);
create table mandate_use (
  id bigint generated always as identity primary key,
  mandate_id bigint not null references mandate,
  break_id bigint not null references break,
  asset text not null,
  minor numeric not null,
  proposal_id bigint not null references proposal,
  at timestamptz not null
);
create index mandate_use_mandate on mandate_use (mandate_id, id);

-- A closed day by account and asset, as it stood at its close; aged is the amount at risk by bucket of age.
create table trend_day (
  day date not null,
  account text not null,
  asset text not null,
  matched bigint not null,
  broken bigint not null,
  pending bigint not null,
  open_breaks bigint not null,
  opened bigint not null,
  resolved bigint not null,
  aged numeric[] not null,
  primary key (day, account, asset)
);

-- What is to be told, written with what it tells of. An id is told again with every attempt.
create table notification (
  id bigint generated always as identity primary key,
  event text not null,
  channel text not null,
  break_id bigint not null references break,
  body jsonb not null,
  at timestamptz not null,
  state text not null,
  attempts int not null default 0,
  next_at timestamptz not null,
  sent_at timestamptz,
  failure text
);
create index notification_due on notification (next_at, id) where state = 'WAITING';
