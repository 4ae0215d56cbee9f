-- Items are facts: their rows are written once, with where the item stood then. Where it moved afterwards is a narrow row of its own,
-- by far cheaper than a new version of a wide row with all its indices. A match of one posting with one entry by the reference that
-- both have is no row at all: the entry carries its posting, and the match has the entry's number. What is to be read are the views
-- of the old names. Numbers of entries and of all other matches are from one series.

-- Entries and matches are only ever written in the transaction that writes what they refer to, and neither statements nor agreements
-- are deleted. The checks asked for the same row once an entry.
alter table book_entry drop constraint book_entry_statement_id_fkey;
alter table book_entry drop constraint book_entry_confirmed_by_fkey;
alter table match drop constraint match_agreement_id_fkey;

-- Each of these cost a write an item. That an effect comes once is held by the key of block, whose row is written in the same
-- transaction; that an entry comes once, by the hash of its statement or by the key of source_entry. Entries of one document and
-- effects of one block lie beside each other, so ranges of pages find them, and filters over such ranges find a reference.
alter table posting drop constraint posting_block_tx_effect_key;
alter table book_entry drop constraint book_entry_statement_id_entry_id_key;
drop index posting_reference;
drop index book_entry_reference;
drop index posting_broken;
drop index book_entry_broken;

alter table posting rename to posting_fact;
alter table posting_fact rename column status to first_status;
alter table posting_fact rename column match_id to first_match;
alter table posting_fact rename column break_id to first_break;

-- more_refs: all references where there is not just one. first_pair: the posting that matches by its reference. at: when it came.
alter table book_entry rename to book_entry_fact;
alter table book_entry_fact rename column refs to more_refs;
alter table book_entry_fact rename column status to first_status;
alter table book_entry_fact rename column match_id to first_match;
alter table book_entry_fact rename column break_id to first_break;
alter table book_entry_fact add column first_pair bigint;
alter table book_entry_fact add column came_at timestamptz;

create index posting_block on posting_fact using brin (block) with (pages_per_range = 16);
create index posting_reference on posting_fact
  using brin (reference text_bloom_ops (n_distinct_per_range = 2000)) with (pages_per_range = 32);
create index book_entry_statement on book_entry_fact using brin (statement_id) with (pages_per_range = 16);
create index book_entry_reference on book_entry_fact
  using brin (reference text_bloom_ops (n_distinct_per_range = 2000)) with (pages_per_range = 32);
create index book_entry_references on book_entry_fact using gin (more_refs) where cardinality(more_refs) > 1;

-- Where an item stands since it moved for the last time; no row while it stands where it stood first.
create table posting_moved (
  id bigint primary key,
  status smallint not null,
  match_id bigint,
  break_id bigint
);
create index posting_moved_waits on posting_moved (id) where status in (0, 3);
create table book_entry_moved (
  id bigint primary key,
  status smallint not null,
  match_id bigint,
  break_id bigint,
  pair bigint,
  at timestamptz not null
);
create index book_entry_moved_waits on book_entry_moved (id) where status in (0, 3);

create view posting as
  select f.id, f.block, f.tx, f.effect, f.account, f.asset, f.minor, f.kind, f.reference, f.counterparty, f.value_date, f.trade, f.at,
    coalesce(m.status, f.first_status) as status,
    case when m.id is null then f.first_match else m.match_id end as match_id,
    case when m.id is null then f.first_break else m.break_id end as break_id
  from posting_fact f left join posting_moved m on m.id = f.id;
create view book_entry as
  select f.*,
    case when cardinality(f.more_refs) > 0 then f.more_refs when f.reference = '' then '{}' else array[f.reference] end as refs,
    coalesce(m.status, f.first_status) as status,
    case when m.id is null then case when f.first_pair is null then f.first_match else f.id end
      else case when m.pair is null then m.match_id else f.id end end as match_id,
    case when m.id is null then f.first_break else m.break_id end as break_id
  from book_entry_fact f left join book_entry_moved m on m.id = f.id;

alter table match rename to match_fact;
create view match_pair as
  select f.id, f.account, f.asset, f.minor, f.reference,
    case when m.id is null then f.first_pair else m.pair end as posting,
    case when m.id is null then f.came_at else m.at end as at
  from book_entry_fact f left join book_entry_moved m on m.id = f.id
  where case when m.id is null then f.first_pair else m.pair end is not null;
-- The rule and its version are those of matches by reference.
create view match as
  select id, account, asset, rule, rule_version, minor, reference, postings, bookings, at, withdrawn_at, withdrawn_because, agreement_id,
    tolerated_minor, evidence
  from match_fact
  union all
  select id, account, asset, 'reference', 1, minor::numeric, reference, array[posting], array[id], at, null::timestamptz, null::text,
    null::bigint, 0::numeric, null::jsonb
  from match_pair;

-- Items that are broken now, by amount: where candidates for an item are looked for.
create table broken_posting (
  id bigint primary key,
  account text not null,
  asset text not null,
  minor bigint not null
);
create index broken_posting_amount on broken_posting (account, asset, minor, id);
create table broken_book_entry (
  id bigint primary key,
  account text not null,
  asset text not null,
  minor bigint not null
);
create index broken_book_entry_amount on broken_book_entry (account, asset, minor, id);
insert into broken_posting select id, account, asset, minor from posting_fact where first_status = 2;
insert into broken_book_entry select id, account, asset, minor from book_entry_fact where first_status = 2;
