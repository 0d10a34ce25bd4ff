"""Every text people see has its English, with the same placeholders, and no English is left over."""

import re

import pytest

from wangcai.interfaces.cli import translations

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd%]|\{(\w*)(?:[:!][^}]*)?\}")
# English spells the month; a discount of "8.5 折" is "15% off": the code gives both values.
OTHER_VALUES = ("{month} 月", "{month}月", "{fold} 折")


@pytest.fixture(scope="module")
def texts():
    return translations.texts_by_app()


def test_texts_are_found(texts):
    """Without this, an extractor that finds nothing would make all the others pass."""
    assert sum(len(found) for found in texts.values()) > 50


def test_every_text_has_english(texts):
    assert translation_faults(texts, lacking) == []


def test_no_english_is_left_over(texts):
    assert translation_faults(texts, left_over) == []


def test_placeholders_agree(texts):
    assert translation_faults(texts, disagreeing) == []


def test_one_text_has_one_english(texts):
    """Django lays all catalogues over each other: two English words for one text, and one of them never shows."""
    assert doubles([translations.read_po(translations.po_path(app)) for app in texts]) == {}


def doubles(catalogues):
    """The texts that different apps put into different words."""
    english = {}
    for message in (message for catalogue in catalogues for message in catalogue or [] if message.id):
        english.setdefault((message.context, first(message.id)), set()).add(words(message))
    return {text: given for text, given in english.items() if len(given) > 1}


def translation_faults(texts, rule):
    """`app: text` for every text a rule complains about."""
    faults = []
    for app, found in texts.items():
        catalogue = translations.read_po(translations.po_path(app))
        faults += [f"{app.name}: {text}" for text in rule(found, catalogue)]
    return faults


def lacking(found, catalogue):
    for context, msgid in found:
        message = catalogue.get(msgid, context) if catalogue else None
        if message is None or message.fuzzy or not all(words(message)):
            yield msgid


def left_over(found, catalogue):
    for message in catalogue or []:
        if message.id and (message.context, first(message.id)) not in found:
            yield first(message.id)


def disagreeing(found, catalogue):
    for message in catalogue or []:
        if message.id and all(words(message)) and not any(some in first(message.id) for some in OTHER_VALUES):
            wanted = placeholders(as_tuple(message.id)[-1])
            given = [placeholders(text) for text in words(message)]
            # A singular may leave the number out; nothing may invent a placeholder.
            if given[-1] != wanted or any(not some <= wanted for some in given):
                yield first(message.id)


def words(message):
    return as_tuple(message.string)


def as_tuple(text):
    return tuple(text) if isinstance(text, (tuple, list)) else (text,)


def first(msgid):
    return as_tuple(msgid)[0]


def placeholders(text):
    return {match.group(0) for match in PLACEHOLDER.finditer(text)} - {"%%"}


# Positive controls ---------------------------------------------------------------------------


@pytest.fixture
def little_app(tmp_path, monkeypatch):
    """An app with one text in Python and two in a template."""
    monkeypatch.setattr(translations, "SOURCE", tmp_path)
    monkeypatch.setattr(translations, "installed_names", lambda: ["wangcai.stock"])
    (tmp_path / "stock" / "templates").mkdir(parents=True)
    (tmp_path / "stock" / "words.py").write_text('SHORT = _("还缺 {count} 件。")\n', encoding="utf-8")
    (tmp_path / "stock" / "templates" / "page.html").write_text(
        '{% load i18n %}<p>{% translate "盘点" %}</p>{% blocktranslate %}共 {{ n }} 种{% endblocktranslate %}',
        encoding="utf-8",
    )
    return tmp_path / "stock"


def test_a_missing_translation_is_caught_and_kept_once_given(little_app):
    (texts,) = translations.texts_by_app().values()
    assert {msgid for _, msgid in texts} == {"还缺 {count} 件。", "盘点", "共 %(n)s 种"}
    assert set(translations.merge(little_app, texts)) == {"盘点", "共 %(n)s 种", "还缺 {count} 件。"}
    assert len(list(lacking(texts, translations.read_po(translations.po_path(little_app))))) == 3
    give_english(little_app, "盘点", "Stocktake")
    assert translations.merge(little_app, texts) == ["共 %(n)s 种", "还缺 {count} 件。"]
    assert 'msgstr "Stocktake"' in translations.po_path(little_app).read_text(encoding="utf-8")


def test_a_wrong_placeholder_is_caught(little_app):
    (texts,) = translations.texts_by_app().values()
    translations.merge(little_app, texts)
    give_english(little_app, "还缺 {count} 件。", "{number} short.")
    assert list(disagreeing(texts, translations.read_po(translations.po_path(little_app)))) == ["还缺 {count} 件。"]


def test_left_over_english_is_caught_and_merged_away(little_app):
    (texts,) = translations.texts_by_app().values()
    translations.merge(little_app, texts)
    (little_app / "words.py").write_text("", encoding="utf-8")
    (fewer,) = translations.texts_by_app().values()
    path = translations.po_path(little_app)
    assert list(left_over(fewer, translations.read_po(path))) == ["还缺 {count} 件。"]
    translations.merge(little_app, fewer)
    assert list(left_over(fewer, translations.read_po(path))) == []


def test_two_words_for_one_text_are_caught(little_app):
    (texts,) = translations.texts_by_app().values()
    translations.merge(little_app, texts)
    give_english(little_app, "盘点", "Stocktake")
    one = translations.read_po(translations.po_path(little_app))
    give_english(little_app, "盘点", "Count", was="Stocktake")
    other = translations.read_po(translations.po_path(little_app))
    assert doubles([one, one]) == {}
    assert doubles([one, other]) == {(None, "盘点"): {("Stocktake",), ("Count",)}}


def test_merging_twice_changes_nothing(little_app):
    (texts,) = translations.texts_by_app().values()
    translations.merge(little_app, texts)
    before = translations.po_path(little_app).read_bytes()
    (again,) = translations.texts_by_app().values()
    translations.merge(little_app, again)
    assert translations.po_path(little_app).read_bytes() == before


def test_compiled_texts_are_what_django_reads(little_app):
    (texts,) = translations.texts_by_app().values()
    translations.merge(little_app, texts)
    give_english(little_app, "盘点", "Stocktake")
    assert translations.compile_catalogues() == 1
    import gettext

    with translations.po_path(little_app).with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("盘点") == "Stocktake"


def give_english(app, msgid, english, was=""):
    path = translations.po_path(app)
    content = path.read_text(encoding="utf-8")
    path.write_text(
        content.replace(f'msgid "{msgid}"\nmsgstr "{was}"', f'msgid "{msgid}"\nmsgstr "{english}"'), encoding="utf-8"
    )
