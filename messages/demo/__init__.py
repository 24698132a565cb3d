"""Demo rows: matters in every state, and what hangs on them."""
