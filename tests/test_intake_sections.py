"""The parts of a text: labelled, apart, in order, and holding every word."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.intake import dispatch_from_text
from foedus.intake.layout import IMAGE, paragraphs
from foedus.intake.options import Facts
from foedus.intake.published import addressed_day, stated_day
from foedus.intake.sections import lay_out
from foedus.records import Section

SHOWN = "Envoys of the two states shake hands at the border on March 3, 2021. Soldiers look on."
ADDRESS = "https://example.org/photo/2024/06/18/a.jpg"
ARTICLE = f"""Envoys open the border again

The author is a reporter at the Example Ilbo
Envoys of the two states met on Wednesday and agreed to open the border. Others wait.
![{SHOWN} [EPA/YONHAP]]({ADDRESS})
{SHOWN} [EPA/YONHAP]
“We have a way forward,” the minister said. The talks go on next week.
Translated from the Example Ilbo using generative AI and edited by Example Daily staff.
with the Example Daily
To write comments, please log in to one of the accounts.
Standards Board Policy (0/250자)"""


def kinds(text: str, facts: Facts | None = None) -> list[tuple[str, str]]:
    sections = lay_out(text, facts or Facts()).sections
    return [(s.kind, text[s.span.start : s.span.end]) for s in sections]


def of(kind: str, text: str) -> list[Section]:
    return [s for s in lay_out(text).sections if s.kind == kind]


def test_an_article_in_all_its_parts() -> None:
    dispatch = dispatch_from_text(ARTICLE, id="x")
    assert [s.kind for s in dispatch.sections] == [
        *("headline", "byline", "body", "caption", "credit", "caption", "credit", "body"),
        *("provenance", "boilerplate", "boilerplate", "boilerplate"),
    ]
    assert dispatch.headline is not None
    assert dispatch.headline.text == "Envoys open the border again"
    assert dispatch.byline is not None
    assert dispatch.byline.text == "The author is a reporter at the Example Ilbo"
    assert dispatch.outlet == "Example Daily"
    assert (dispatch.published, dispatch.published_basis) == (date(2024, 6, 18), "url")
    assert dispatch.provenance is not None
    made = dispatch.provenance.as_dict()
    assert made["original_outlet"] == "Example Ilbo"
    assert made["translated_by"] == "generative AI"
    assert made["edited_by"] == "Example Daily staff"


def test_a_caption_printed_twice_is_one() -> None:
    first, second = of("caption", ARTICLE)
    assert ARTICLE[first.span.start : first.span.end] == ARTICLE[second.span.start : second.span.end] == SHOWN
    assert (first.date, first.credit, first.duplicate_of) == ("2021-03-03", "EPA/YONHAP", None)
    assert second.duplicate_of == lay_out(ARTICLE).sections.index(first)


def test_a_caption_below_is_known_though_quotes_differ_or_it_was_cut() -> None:
    text = ARTICLE.replace(SHOWN + " [EPA/YONHAP]\n“", SHOWN[:70] + "...\n“")
    assert [s.duplicate_of is None for s in of("caption", text)] == [True, False]


@pytest.mark.parametrize(
    ("words", "credit"),
    [
        ("Soldiers stand guard at the border on March 3, 2021. (AP Photo/Jane Doe)", "AP Photo/Jane Doe"),
        ("Soldiers stand guard at the border on March 3, 2021. REUTERS/Jane Doe", "REUTERS/Jane Doe"),
        ("Soldiers stand guard at the border on March 3, 2021. (Photo by Jane Doe)", "Photo by Jane Doe"),
        ("Soldiers stand guard at the border on March 3, 2021. [REUTERS/YONHAP]", "REUTERS/YONHAP"),
        ("Soldiers stand guard at the border on March 3, 2021. (Yonhap)", "Yonhap"),
    ],
)
def test_a_caption_is_known_by_its_credit(words: str, credit: str) -> None:
    text = f"Envoys open the border\n\nThey met on Monday and agreed.\n\n{words}\n\nThe talks go on."
    (caption,) = of("caption", text)
    assert (caption.date, caption.credit) == ("2021-03-03", credit)
    assert text[caption.span.start : caption.span.end] == words.rpartition("2021.")[0] + "2021."
    assert len(of("credit", text)) == 1


def test_several_pictures_on_a_line() -> None:
    pictures = '![One shown here](http://a/1.jpg) and ![](http://a/2.jpg) ![Two](b "t")'
    text = f"Title here\n\nThey met. {pictures} left."
    assert kinds(text)[1:] == [
        ("body", "They met."),
        ("caption", "One shown here"),
        ("body", "and"),
        ("caption", "Two"),
        ("body", "left."),
    ]


NEWS = [
    "The minister asked readers to log in to the portal and to write comments on the draft treaty by Friday.",
    "“Read more about the treaty before you speak of it,” the envoy told the Daily.",
    "Follow the money, prosecutors say, and it leads from Moscow to three banks in Cyprus.",
    "The government advertised the port to investors from China.",
    "Share prices in Seoul fell after the missile test.",
    "Sign the deal, the president told Kyiv, or lose the weapons.",
    "He subscribes to the view that sanctions work, and said so in a newsletter.",
    "The council voted 12/15 for the resolution.",
    "Reporting by the agency shows that uranium went missing.",
    "Copyright law was on the agenda of the trade talks.",
    "All rights reserved by the treaty belong to the islands.",
    "Comments by the minister drew anger in Ankara.",
    "The author of the treaty is a former judge.",
    "By Monday the army had withdrawn.",
    "Photos of the strike showed two craters.",
    "Translated into action, the pledge means 7,000 soldiers.",
    "Contact between the two armies was lost.",
    "With the Labour Party in power, London turned.",
    "Update of the accord failed.",
    "Related sanctions stay in force.",
    "The report was produced by a panel of experts and accuses Pyongyang of breaking the embargo.",
    "This video does not show the strike, the ministry said.",
    "Help, the mayor of the city said, comes late.",
    "Already a member of the bloc, Hungary blocked the accord.",
    "Written by Lenin in 1917, the letter calls for peace.",
    "The author was sentenced to six years by a court in Tehran.",
    "Video by the army shows the strike.",
    "No.",
    "See the treaty as a warning, he said.",
    "Sign up or face sanctions, Washington told the banks.",
    "Get the hostages out, families shouted in Tel Aviv.",
    "Thank you for your letter of May 3, the king wrote to the president.",
    "Related to the royal family, the general kept his post.",
    "Most popular of the ministers, she was dismissed on Friday.",
    "Please log off, the hackers wrote on the ministry's page.",
    "Live fire was heard at the border.",
    "Ends matter more than means, he said.",
    "Print media in Minsk kept silent.",
    "(This is the third such strike.)",
    "Views differ in the cabinet.",
    "Support for our troops fell to 40 percent.",
    "In the Korea Herald, the envoy denied it.",
]


@pytest.mark.parametrize("words", NEWS)
@pytest.mark.parametrize("where", ["first", "middle", "last"])
def test_news_is_never_boilerplate(words: str, where: str) -> None:
    around = [
        f"The talks of round {n} ended in Geneva without a word on the border or the prisoners."
        for n in range(4)
    ]
    parts = ["A headline of some words", *around]
    parts.insert({"first": 1, "middle": 3, "last": 5}[where], words)
    assert ("body", words) in kinds("\n\n".join(parts))


BOILERPLATE = """ABSTRACT.
FULL TEXT.
Advertisement
Share this
Read more: Talks resume
Sign up for our newsletter
(Additional reporting by Jane Doe; Editing by John Roe)
© 2024 Example Press. All rights reserved.
Please log in to comment.
Join the conversation
0/250자
Jane Doe contributed to this report."""


@pytest.mark.parametrize("line", BOILERPLATE.split("\n"))
def test_boilerplate(line: str) -> None:
    text = (
        f"A headline here\n\nThe talks ended in Geneva on Monday.\n\n{line}\n\nThe two sides meet again soon."
    )
    assert ("boilerplate", line) in kinds(text)


@pytest.mark.parametrize(
    ("first", "is_headline"),
    [
        ("Putin turns away from Iran", True),
        ("U.S. Flexes Muscles As Asia Worries.", True),
        ("# Talks resume", True),
        ("Will the border open? Envoys meet", True),
        ("NAIROBI, Kenya (AP) _", False),
        ("MOSCOW — The two presidents met on Monday in the Kremlin", False),
        ("SEOUL, June 3 (Yonhap) -- The two met.", False),
        (
            "The two presidents met on Monday. They agreed to open the border, and free prisoners. " * 2,
            False,
        ),
    ],
)
def test_headlines(first: str, is_headline: bool) -> None:
    text = f"{first}\n\nThe talks in Geneva ended on Monday without a word on the border. Nobody spoke."
    assert (kinds(text)[0][0] == "headline") is is_headline


def test_marks_of_the_page_may_stand_above_the_headline() -> None:
    text = (
        "Advertisement\n\nJune 30, 2025\n\n# Talks resume\n\nThe two met on Monday in Geneva.\n\nThey left."
    )
    assert [k for k, _ in kinds(text)] == ["boilerplate", "boilerplate", "headline", "body", "body"]
    assert kinds(text)[2] == ("headline", "Talks resume")


def test_links_below_their_label_belong_to_it() -> None:
    text = "Talks resume\n\nThey met.\n\nRelated\nEnvoys land in Tokyo\nArmy leaves\n\nIt is over."
    assert [k for k, _ in kinds(text)] == ["headline", "body", *["boilerplate"] * 3, "body"]


def test_two_captions_that_begin_alike_are_two() -> None:
    begin = "The president of the one state and the prime minister of the other state"
    text = "\n".join(
        ["Talks resume", "", *(f"![{begin} {w}.](u)\n{begin} {w}." for w in ("meet", "part")), "It ended."]
    )
    assert [s.duplicate_of for s in of("caption", text)] == [None, 1, None, 3]


def test_a_lone_paragraph_is_the_body() -> None:
    assert kinds("Talks resume in Geneva") == [("body", "Talks resume in Geneva")]


def test_a_headline_in_two_lines() -> None:
    text = (
        "Lawmaker urges sanctions; \nPanel says the bank must pay.\n\nThe chair of the panel spoke on Monday."
    )
    assert [k for k, _ in kinds(text)] == ["headline", "headline", "body"]


def test_a_known_headline_and_author_are_found_in_the_text() -> None:
    first = "Talks resume in Geneva after a long year, and everyone is there. They go on."
    text, facts = f"{first}\n\nJane Doe\n\nThey met.", Facts(headline=first, byline="Jane Doe")
    assert [k for k, _ in kinds(text, facts)] == ["headline", "byline", "body"]


def test_hard_wrapped_lines_are_paragraphs_between_blank_lines() -> None:
    text = (
        "Talks resume\n\nThe foreign ministers of the two states met on Monday in the city of\n"
        "Geneva and agreed that the border will be opened again before the end of\nthe year.\n\n"
        "The talks had been broken off in March, when soldiers of one side crossed\nthe river at night.\n"
    )
    assert [k for k, _ in kinds(text)] == ["headline", "body", "body"]


def test_a_line_that_ends_in_a_small_word_goes_on() -> None:
    text = "Talks resume\n\nThey called for unity on the eve of the\n  Independence Day.\n  All left."
    assert [k for k, _ in kinds(text)] == ["headline", "body", "body"]


def test_one_paragraph_a_line() -> None:
    text = (
        "Talks resume\nThey met on Monday.\nThey agreed to meet again.\n“It went well,” he said.\nAll left."
    )
    assert [k for k, _ in kinds(text)] == ["headline", "body", "body", "body", "body"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("PYONGYANG, June 19, 2024 — Leaders met.", date(2024, 6, 19)),
        ("(Reuters) - 19 June 2024", date(2024, 6, 19)),
        ("Published: 4 June 2016", date(2016, 6, 4)),
        ("WASHINGTON, August 8 (Xinhua) --", None),
        ("On June 19, 2024 the leaders met in Pyongyang.", None),
        ("Published: 31 June 2016", None),
    ],
)
def test_a_day_that_the_text_states_as_its_own(line: str, day: date | None) -> None:
    assert stated_day(line) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2025/06/30/a.jpg", date(2025, 6, 30)),
        ("https://example.org/news/20250630/x", date(2025, 6, 30)),
        ("https://example.org/2025-06-30-talks.html", date(2025, 6, 30)),
        ("https://example.org/2025/02/31/a", None),
        ("https://example.org/120250630", None),
    ],
)
def test_a_day_in_an_address(url: str, day: date | None) -> None:
    assert addressed_day(url) == day


def test_of_several_dated_pictures_the_latest_counts() -> None:
    text = "Title\n\n![a b](http://x/2024/01/02/a.jpg)\n\n![c d](http://x/2024/03/04/b.jpg)\n\nThey met."
    assert dispatch_from_text(text, id="x").published == date(2024, 3, 4)


PIECES = st.sampled_from(
    [
        *(
            "Envoys met.",
            "a",
            " ",
            "\n",
            "\n\n",
            "\r\n",
            "\t",
            "![a [AP/X]](u)",
            "![",
            "](",
            "[AP/YONHAP]",
            "(",
        ),
        *(
            "By Jane Doe",
            "ABSTRACT.",
            "서울",
            "on June 19, 2024",
            "\u2028",
            "\x85",
            "\x0b",
            ";",
            "#",
            "“",
            "\xa0",
        ),
        *("Share this", "😀", ")"),
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=300))
def test_sections_are_apart_in_order_and_hold_every_word(text: str) -> None:
    held = [False] * len(text)
    before = 0
    for index, section in enumerate(lay_out(text).sections):
        start, end = section.span
        assert before <= start < end
        before = end
        assert text[start:end] == text[start:end].strip()
        held[start:end] = [True] * (end - start)
        assert section.duplicate_of is None or section.duplicate_of < index
    for image in IMAGE.finditer(text):
        held[image.start() : image.end()] = [True] * (image.end() - image.start())
    left = "".join(c for c, is_held in zip(text, held, strict=True) if not is_held)
    assert left.replace("#", "").strip() == ""


@given(st.text(alphabet="ab \n\r\t.A", max_size=200))
def test_paragraphs_hold_every_word(text: str) -> None:
    joined = "".join(text[s.start : s.end] for s in paragraphs(text))
    assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    "piece", ["![", "![a](", "[", "(", "![[", "a ", "\n", "“", "By A ", ". A", "- ", "![a [b](c"]
)
def test_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    lay_out((piece * 300_000)[:300_000])
