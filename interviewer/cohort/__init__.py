"""Many candidates' answers -> tables, one page, and how far people agree with the scores.

What `score` does for one file is done for every file of a cohort, on one machine or a Dask cluster. `manifest` says
which files there are, `scoring` scores one of them, `pool` and `cluster` spread them, `done_log` knows what is done,
and `cohort_run` puts it together; `figures` and `cohort_page` tell of all of them, `agreement` compares them with people.
"""
