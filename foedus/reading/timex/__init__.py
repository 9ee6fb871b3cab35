"""TIMEX3 for English: the words and rules of `times.toml`, and what each rule means.

Values follow TIMEX3 (TimeML 1.2.1). Nothing is guessed: what hangs on the day of publication stays open
("XXXX-06-23", no days) where that day is unknown, "early" and "late" narrow no period, and a fiscal year
has no days.
"""
