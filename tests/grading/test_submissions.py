import json

import pytest

from derivo.checks.grading.submissions import Answer, Broken, Columns, Pair, TableError, Work, submissions


def written(tmp_path, name, text):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return list(submissions(path))


def tasks(tmp_path, name, text):
    return [each.task for each in written(tmp_path, name, text)]


CSV = [
    ("part,answer\na.b,z\n", [Answer("a.b", "z")]),
    ("part,answer\r\na.b,z\r\n\r\na.b,c\r\n", [Answer("a.b", "z"), Answer("a.b", "c")]),
    ("\ufeffpart,answer\na.b,z", [Answer("a.b", "z")]),
    ("part;answer\na.b;max(z,0)\n", [Answer("a.b", "max(z,0)")]),
    ("part\tanswer\na.b\tz\n", [Answer("a.b", "z")]),
    ('part,answer\na.b,"f(z,\nc)"\na.b,c\n', [Answer("a.b", "f(z,\nc)"), Answer("a.b", "c")]),
    ('part,answer\na.b,"say ""z"""\n', [Answer("a.b", 'say "z"')]),
    ("answer,id,part\n,7,a.b\n", [Answer("a.b", "")]),
    ("left,right,let\nz,z+1,z : real; c : positive\n", [Pair("z", "z+1", "z : real\n c : positive")]),
    ("left,right,let,relation\nz,z+1,z : real,<\n", [Pair("z", "z+1", "z : real", "<")]),
    ("work\nz = z\n", [Work("z = z")]),
    ("", []),
    ("part,answer\n", []),
]


@pytest.mark.parametrize(("text", "expected"), CSV, ids=range(len(CSV)))
def test_csv(tmp_path, text, expected):
    assert tasks(tmp_path, "answers.csv", text) == expected


BROKEN_CSV = [
    ("part,answer\na.b,max(z,0)\n", "3 fields where the header has 2"),
    ('part,answer\na.b,"z\n', "quotes don't fit"),
    ('part,answer\na.b,"z" + c\n', "quotes don't fit"),
    ("part,answer\na.b,\xfc\na.b,".encode() + b"\xff\n", "not valid UTF-8"),
    ("part,answer\n,z\n", "field `part` is empty"),
]


@pytest.mark.parametrize(("text", "why"), BROKEN_CSV, ids=range(len(BROKEN_CSV)))
def test_a_spoilt_csv_row_costs_itself_alone(tmp_path, text, why):
    tail = "a.b,fine\n" if "part,answer" in str(text) else ""
    found = tasks(tmp_path, "answers.csv", text + (tail.encode() if isinstance(text, bytes) else tail))
    (broken,) = [each for each in found if isinstance(each, Broken)]
    assert why in broken.why
    assert found[-1:] == ([Answer("a.b", "fine")] if tail else found[-1:])


def test_a_quote_that_stays_open_does_not_swallow_the_rest(tmp_path):
    rows = "".join(f'{number},a.b,"answer {number}, quoted"\n' for number in range(5000))
    found = written(tmp_path, "answers.csv", f'id,part,answer\nx,a.b,"z + 1\n{rows}')
    assert [each.id for each in found] == ["x", *map(str, range(5000))]
    assert isinstance(found[0].task, Broken)
    assert all(isinstance(each.task, Answer) for each in found[1:])


def test_a_huge_field_is_a_field(tmp_path):
    assert tasks(tmp_path, "answers.csv", f"part,answer\na.b,{'z' * 2_000_000}\n") == [Answer("a.b", "z" * 2_000_000)]


JSONL = [
    ({"part": "a.b", "answer": "z"}, Answer("a.b", "z")),
    ({"part": "a.b", "answer": ""}, Answer("a.b", "")),
    ({"part": "a.b", "answer": "z\ud800"}, Answer("a.b", "z\ud800")),
    ({"left": "z", "right": "c", "let": ["z : real", "c : real"]}, Pair("z", "c", "z : real\nc : real")),
    ({"left": "z", "right": "c", "let": "z : real\nc : real"}, Pair("z", "c", "z : real\nc : real")),
    ({"left": "1", "right": "2", "let": [], "relation": "<"}, Pair("1", "2", "", "<")),
    ({"left": "1", "right": "2"}, Pair("1", "2")),
    ({"work": "z\n= z"}, Work("z\n= z")),
]


@pytest.mark.parametrize(("row", "expected"), JSONL, ids=range(len(JSONL)))
def test_jsonl(tmp_path, row, expected):
    assert tasks(tmp_path, "answers.jsonl", json.dumps(row) + "\n") == [expected]


BROKEN_JSONL = [
    (b"{", "not JSON"),
    (b"nonsense", "not JSON"),
    (b'{"part": "a.b", "answer": NaN}', "not JSON"),
    (b"[" * 100_000, "nested too deeply"),
    (b"[1, 2]", "not a JSON object"),
    (b"null", "not a JSON object"),
    (b'{"part": "a.b", "answer": "\xff"}', "not valid UTF-8"),
    (b'{"part": "a.b"}', "no field `answer`"),
    (b'{"answer": "z"}', "no field `part`"),
    (b'{"part": "a.b", "answer": null}', "no field `answer`"),
    (b'{"part": "a.b", "answer": 0}', "field `answer` must be text, and is a number"),
    (b'{"part": ["a.b"], "answer": "z"}', "field `part` must be text, and is a list"),
    (b'{"left": "z", "right": true}', "field `right` must be text, and is true or false"),
    (b'{"left": "z", "right": "z", "let": [1]}', "field `let` must be text or a list of texts, and is a list"),
    (b'{"left": "z", "right": "z", "let": 1}', "field `let` must be text or a list of texts, and is a number"),
    (b'{"part": "a.b", "answer": "z", "answer": "c"}', "field `answer` is there twice"),
    (b'{"part": "a.b", "answer": "z", "group": {"room": 1, "room": 2}}', "field `room` is there twice"),
    (b'{"work": {}, "left": 1}', "no field `part`"),
    (b'{"n": ' + b"9" * 5000 + b"}", "not JSON"),
]


@pytest.mark.parametrize(("line", "why"), BROKEN_JSONL, ids=range(len(BROKEN_JSONL)))
def test_a_spoilt_line_costs_itself_alone(tmp_path, line, why):
    fine = b'{"part": "a.b", "answer": "z"}'
    found = tasks(tmp_path, "answers.jsonl", b"\n".join((b"\xef\xbb\xbf" + fine, line, b"", fine)))
    assert found[0] == found[2] == Answer("a.b", "z")
    assert isinstance(found[1], Broken)
    assert why in found[1].why


@pytest.mark.parametrize("name", ["answers.csv", "answers.jsonl"])
def test_spaces_around_part_and_id_mean_nothing(tmp_path, name):
    text = (
        "id,part,answer\n 7 , a.b , z \n"
        if name.endswith("csv")
        else '{"id": " 7 ", "part": " a.b\\n", "answer": " z "}'
    )
    (found,) = written(tmp_path, name, text)
    assert (found.id, found.part, found.task) == ("7", "a.b", Answer("a.b", " z "))


def test_a_part_of_spaces_is_none(tmp_path):
    (found,) = written(tmp_path, "answers.csv", "id,part,answer\n , ,z\n")
    assert (found.id, found.task) == ("1", Broken("its field `part` is empty"))


def test_a_column_that_is_there_twice_spoils_the_rows(tmp_path):
    found = tasks(tmp_path, "answers.csv", "part,answer,answer\na.b,z,c\n")
    assert found == [Broken("its field `answer` is there twice")]


def test_columns_of_one_name_that_are_not_graded_are_all_carried_over(tmp_path):
    (found,) = written(tmp_path, "answers.csv", "part,answer,,,note,note\na.b,z,1,2,3,4\n")
    assert found.task == Answer("a.b", "z")
    assert [field for _, field in found.fields] == ["a.b", "z", "1", "2", "3", "4"]


def test_ids_are_kept_and_made_up_where_there_are_none(tmp_path):
    rows = [{"id": "x"}, {"id": 7}, {}, {"id": ""}, {"id": None}]
    found = written(tmp_path, "answers.jsonl", "\n".join(map(json.dumps, rows)))
    assert [each.id for each in found] == ["x", 7, "3", "4", "5"]


def test_other_fields_are_carried_over(tmp_path):
    row = {"id": 1, "part": "a.b", "answer": "z", "student": "Ann", "group": {"room": 3}}
    (found,) = written(tmp_path, "answers.jsonl", json.dumps(row))
    assert dict(found.fields) == {key: field for key, field in row.items() if key != "id"}


@pytest.mark.parametrize("text", ["part,student\na.b,Ann\n", "answer\nz\n", "Name,Question 1\nAnn,z\n"])
def test_a_table_without_gradable_columns_is_one_error(tmp_path, text):
    with pytest.raises(TableError) as caught:
        written(tmp_path, "answers.csv", text)
    assert caught.value.columns == tuple(text.partition("\n")[0].split(","))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_files_are_read_as_they_are_exported(tmp_path, encoding):
    text = "Part;Answer;Student\na.b;z\u00b2 + 1;J\u00fcrg\na.b;max(z,0);Ren\u00e9\n"
    found = written(tmp_path, "answers.csv", text.encode(encoding))
    assert [each.task for each in found] == [Answer("a.b", "z\u00b2 + 1"), Answer("a.b", "max(z,0)")]
    assert [dict(each.fields)["Student"] for each in found] == ["J\u00fcrg", "Ren\u00e9"]


def test_a_spoilt_name_never_voids_an_answer(tmp_path):
    text = "part,answer,student\na.b,z,J\u00fcrg\na.b,c,".encode() + b"J\xfcrg\n"
    assert tasks(tmp_path, "answers.csv", text) == [Answer("a.b", "z"), Answer("a.b", "c")]


def test_a_column_for_each_part(tmp_path):
    path = tmp_path / "form.csv"
    path.write_text("Timestamp,Matrikel,a.b,Q2\n1,77,z,z+1\n2,78,c,\n", encoding="utf-8")
    found = list(submissions(path, Columns({"Q2": "a.c"}, "Matrikel"), {"a.b"}))
    assert [(each.id, each.task) for each in found] == [
        ("77", Answer("a.b", "z")),
        ("77", Answer("a.c", "z+1")),
        ("78", Answer("a.b", "c")),
        ("78", Answer("a.c", "")),
    ]
    assert all("Timestamp" in dict(each.fields) for each in found)
    with pytest.raises(TableError, match="no column `Q3`"):
        list(submissions(path, Columns({"Q3": "a.c"}), {"a.b"}))


def test_what_a_spreadsheet_marks_is_an_answer(tmp_path):
    assert tasks(tmp_path, "answers.csv", "part,answer\na.b,'-z\n") == [Answer("a.b", "-z")]
    assert tasks(tmp_path, "answers.tsv", "part\tanswer\na.b\tf'\n") == [Answer("a.b", "f'")]
