"""Dispatch -> Reading. `reader.py` lists the steps in order."""
