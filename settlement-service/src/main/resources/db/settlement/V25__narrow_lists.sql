-- What only a few items need is kept in lists of those few, so that storing an item asks nothing about it.

-- Entries that may need a row of their own when they make a pair: they write the reference in another way than references are compared,
-- have several references, or their number is that of a match. Some of them may not need it; all that do are here.
create table odd_entry (
  id bigint primary key
);
insert into odd_entry
  select id from book_entry_fact where reference collate "C" ~ '[^!-`]' or cardinality(more_refs) > 1
  union select m.id from match_fact m join book_entry_fact f on f.id = m.id;

-- Postings of a trade lie in few places; a filter over ranges of pages finds them as it finds a reference.
drop index posting_trade;
create index posting_trade on posting_fact
  using brin (trade text_bloom_ops (n_distinct_per_range = 2000)) with (pages_per_range = 32);

-- Entries that were advised and that no statement has brought yet; those that a statement has confirmed; references in the form in which they
-- are compared, of those that have several or write theirs in another way. All others are found as they are written.
drop index book_entry_advised;
drop index book_entry_confirmed;
drop index book_entry_references;
create table advised_entry (
  id bigint primary key,
  account text not null,
  asset text not null
);
create index advised_entry_account on advised_entry (account, asset);
insert into advised_entry select id, account, asset from book_entry_fact where advised;
create table confirmed_entry (
  id bigint primary key,
  statement_id bigint not null
);
create index confirmed_entry_statement on confirmed_entry (statement_id);
insert into confirmed_entry select id, confirmed_by from book_entry_fact where confirmed_by is not null;
create table entry_reference (
  reference text not null,
  id bigint not null
);
create index entry_reference_text on entry_reference (reference, id);
create index entry_reference_entry on entry_reference (id);
insert into entry_reference
  select distinct upper(regexp_replace(r.written, '\s', '', 'g')), f.id
  from book_entry_fact f
    cross join unnest(case when cardinality(f.more_refs) > 0 then f.more_refs else array[f.reference] end) as r (written)
  where cardinality(f.more_refs) > 1 or upper(regexp_replace(r.written, '\s', '', 'g')) <> r.written;

-- Filters over ranges of pages are made soon after a range is full, and not when the table has grown by a fifth.
alter index posting_trade set (autosummarize = on);
alter index posting_block set (autosummarize = on);
alter index posting_reference set (autosummarize = on);
alter index book_entry_statement set (autosummarize = on);
alter index book_entry_reference set (autosummarize = on);
alter index trade_fact_reference set (autosummarize = on);
