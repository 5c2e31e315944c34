"""One base, and three ways to stand on it: dev (make run), test (make test), prod (docs/production.md)."""
