"""A file, a feed, an archive -> Dispatch."""
