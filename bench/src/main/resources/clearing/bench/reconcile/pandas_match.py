"""Compares two files with pandas, the way an analyst does, and prints counts and seconds as JSON: pandas_match.py POSTINGS ENTRIES"""
import json
import sys
import time

import pandas

KEY = ["account", "asset", "reference"]


def read(path):
    columns = KEY + ["amount", "counterparty", "value_date"]
    rows = pandas.read_csv(path, usecols=columns, dtype={"amount": "float64"}, parse_dates=["value_date"], engine="c")
    cents = rows["asset"].str.len() == 3
    rows["minor"] = (rows["amount"] * cents.map({True: 100, False: 1})).round().astype("int64")
    return rows.drop(columns="amount")


def compare(chain, books):
    both = chain.merge(books, on=KEY, how="outer", suffixes=("_c", "_b"), indicator=True)
    paired = both[both["_merge"] == "both"]
    agreed = (
        (paired["minor_c"] == paired["minor_b"])
        & (paired["value_date_c"] == paired["value_date_b"])
        & (paired["counterparty_c"] == paired["counterparty_b"])
    )
    sides = both["_merge"].value_counts()
    return [int(agreed.sum()), int((~agreed).sum()), int(sides["left_only"]), int(sides["right_only"])]


start = time.perf_counter()
postings, entries = read(sys.argv[1]), read(sys.argv[2])
loaded = time.perf_counter()
counts = compare(postings, entries)
done = time.perf_counter()
print(json.dumps({"counts": counts, "load": loaded - start, "match": done - loaded, "version": pandas.__version__}))
