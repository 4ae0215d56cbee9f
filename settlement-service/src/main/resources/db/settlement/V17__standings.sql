-- Items are facts: their rows are written once, with where the item stood then. Where it moved afterwards is a narrow row of its own,
-- by far cheaper than a new version of a wide row with all its indices. What is to be read are the views of the old names.

-- Entries and matches are only ever written in the transaction that writes what they refer to, and neither statements nor agreements
-- are deleted. The checks asked for the same row once an entry.
alter table book_entry drop constraint book_entry_statement_id_fkey;
alter table book_entry drop constraint book_entry_confirmed_by_fkey;
alter table match drop constraint match_agreement_id_fkey;

-- These cost a random write an item. A reference is found by filters over ranges of pages, which cost next to nothing to keep.
drop index posting_reference;
drop index book_entry_reference;
drop index posting_broken;
drop index book_entry_broken;

alter table posting rename to posting_fact;
alter table posting_fact rename column status to first_status;
alter table posting_fact rename column match_id to first_match;
alter table posting_fact rename column break_id to first_break;
alter table book_entry rename to book_entry_fact;
alter table book_entry_fact rename column status to first_status;
alter table book_entry_fact rename column match_id to first_match;
alter table book_entry_fact rename column break_id to first_break;

create index posting_reference on posting_fact
  using brin (reference text_bloom_ops (n_distinct_per_range = 2000)) with (pages_per_range = 32);
create index book_entry_reference on book_entry_fact
  using brin (reference text_bloom_ops (n_distinct_per_range = 2000)) with (pages_per_range = 32);
create index book_entry_references on book_entry_fact using gin (refs) where cardinality(refs) > 1;
create index match_reference on match
  using brin (reference text_bloom_ops (n_distinct_per_range = 2500)) with (pages_per_range = 32);

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
  break_id bigint
);
create index book_entry_moved_waits on book_entry_moved (id) where status in (0, 3);

create view posting as
  select f.*,
    coalesce(m.status, f.first_status) as status,
    case when m.id is null then f.first_match else m.match_id end as match_id,
    case when m.id is null then f.first_break else m.break_id end as break_id
  from posting_fact f left join posting_moved m on m.id = f.id;
create view book_entry as
  select f.*,
    coalesce(m.status, f.first_status) as status,
    case when m.id is null then f.first_match else m.match_id end as match_id,
    case when m.id is null then f.first_break else m.break_id end as break_id
  from book_entry_fact f left join book_entry_moved m on m.id = f.id;

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

-- Its reference is in the form in which references are compared.
update match set reference = upper(regexp_replace(reference, '\s', '', 'g'))
  where reference <> upper(regexp_replace(reference, '\s', '', 'g'));
