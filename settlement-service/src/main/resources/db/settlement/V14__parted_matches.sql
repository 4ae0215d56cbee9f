-- Matches of equal references that people have taken back: since then the references of the entries do not count.
create table parted_match (
  match_id bigint primary key,
  postings bigint[] not null,
  bookings bigint[] not null,
  at timestamptz not null,
  by_whom text not null,
  approved_by text not null,
  because text not null
);

-- A suggestion whose acceptance waits for another person.
alter table proposal add column suggestion_id bigint references suggestion;
create unique index proposal_waits_for_suggestion on proposal (suggestion_id) where state = 'PENDING';
