-- How many items of each page of numbers (1,024 of them, page = id / 1024) stand where: class 0 waiting or carried, 1 matched; broken ones have a
-- table of their own. Lists by status read pages that have such items and no others. What a transaction changes is one row of item_page_change a
-- side, whatever the number of its items; these rows are added up into item_page now and then, off its way. A count is the sum of both.
create table item_page (
  side text not null,
  class smallint not null,
  page int not null,
  items bigint not null,
  primary key (side, class, page)
);
create table item_page_change (
  seq bigint generated always as identity primary key,
  side text not null,
  classes smallint[] not null,
  pages int[] not null,
  items int[] not null
);
insert into item_page
  select 'CHAIN', case status when 3 then 0 else status end, id / 1024, count(*) from posting where status <> 2
    group by 2, 3;
insert into item_page
  select 'BOOKS', case status when 3 then 0 else status end, id / 1024, count(*) from book_entry where status <> 2
    group by 2, 3;
