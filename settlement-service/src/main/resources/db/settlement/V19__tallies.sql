-- Items of each account by side and status (0 waiting, 1 matched, 2 broken, 3 carried): their number and the sums of what came in and of
-- what went out, in minor units. Kept by the transaction that moves an item.
create table account_tally (
  account text not null,
  asset text not null,
  side text not null,
  status smallint not null,
  items bigint not null,
  minor_in numeric not null,
  minor_out numeric not null,
  primary key (account, asset, side, status)
);
insert into account_tally
  select account, asset, 'CHAIN', status, count(*), coalesce(sum(minor) filter (where minor > 0), 0),
    coalesce(sum(minor) filter (where minor < 0), 0) from posting group by account, asset, status;
insert into account_tally
  select account, asset, 'BOOKS', status, count(*), coalesce(sum(minor) filter (where minor > 0), 0),
    coalesce(sum(minor) filter (where minor < 0), 0) from book_entry group by account, asset, status;

-- Matches that stand, in two halves of which each is read in the order of its numbers.
create view match_by_reference as
  select id, account, asset, 'reference' as rule, 1 as rule_version, minor::numeric as minor, reference, array[posting] as postings,
    array[id] as bookings, at, null::timestamptz as withdrawn_at, null::text as withdrawn_because, null::bigint as agreement_id,
    0::numeric as tolerated_minor, null::jsonb as evidence
  from match_pair;
create view match_by_other as
  select id, account, asset, rule, rule_version, minor, reference, postings, bookings, at, withdrawn_at, withdrawn_because, agreement_id,
    tolerated_minor, evidence
  from match_fact where withdrawn_at is null;
