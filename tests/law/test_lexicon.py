from danvan.law import lexicon as words
from danvan.law.bodies import body_index
from danvan.law.lexicon import lexicon
from danvan.law.packs import load
from danvan.law.syllables import keys_of


def test_lexicon_names_bodies_areas_and_proofs_that_the_base_pack_has(repository):
    pack = load(repository / "packs" / "vn-base")
    lists = lexicon()
    slugs = set(pack.all_bodies)

    named = set(lists.aliases)
    for narrowed in lists.narrowed.values():
        named |= set(narrowed) | set(narrowed.values())

    assert named - slugs == set()
    assert set(lists.areas) - set(pack.all_terms["areas"]) == set()
    assert set(lists.evidence) - set(pack.all_terms["evidence"]) == set()


def test_no_phrase_is_both_right_and_only_alike():
    lists = lexicon()

    right = {keys_of(phrase) for phrase in lists.phrases}

    assert [phrase for phrase in lists.allowed if keys_of(phrase) in right] == []
    assert lists.near_days > 0


def test_a_packs_folder_without_a_lexicon_gives_empty_lists(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "packs_folder", lambda: tmp_path)

    lists = words.lexicon()

    assert (lists.phrases, lists.aliases, lists.near_days) == ((), {}, 0)


def test_index_is_kept_after_the_first_reading():
    assert body_index() is body_index()
