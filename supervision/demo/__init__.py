"""Demo rows: 两述两评 of the showcase county and of one district."""
