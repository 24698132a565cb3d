"""`make mutate`: does a test fail when the code does less than it says? See `docs/testing.md`."""
