"""Articles on disk become answers with a source: read, index, search, quote, check."""
