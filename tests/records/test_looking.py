"""Looking: what is seen of a database from outside is what there is, whichever database it is."""

from state.records.looking import look
from state.records.records import Records
from state.records.schema import revisions


def test_an_empty_database_and_one_of_this_version_are_told_apart(url: str) -> None:
    before = look(url)
    assert (before.at, before.lacks, before.is_newer, before.is_foreign) == ("", len(revisions()), False, False)
    records = Records(url)
    records.migrate()
    records.close()
    after = look(url)
    assert (after.is_there, after.at, after.lacks, after.is_newer) == (True, revisions()[-1], 0, False)
    assert before.is_writable
    assert after.is_writable
    assert after.kind == url.partition(":")[0].partition("+")[0]
    assert bool(after.version) is (after.kind == "postgresql")
