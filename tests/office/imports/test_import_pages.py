"""Bringing in a file on the pages: upload, columns, check, import, outcome, undo."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import build_shop
from wangcai.customers.public import Customer
from wangcai.imports.public import ImportRow, ImportRun
from wangcai.interfaces.office.imports import run_page
from wangcai.journal.public import Entry

PEOPLE = "会员号,姓名,手机号\n1001,陈小姐,13611112222\n1002,赵先生,12\n1003,林小姐,13812348866\n"


def brought(client, text=PEOPLE, kind="customers", name="people.csv"):
    data = text.encode("gb18030") if isinstance(text, str) else text
    return client.post("/imports/", {"kind": kind, "file": SimpleUploadedFile(name, data)})


def body(response):
    return response.content.decode()


@pytest.fixture
def run(page, shop):
    brought(page("laozhou"))
    return ImportRun.objects.of(shop.chain).get()


def form(**more):
    columns = {"column-ref": "会员号", "column-name": "姓名", "column-phone": "手机号"}
    return {"source": "old", "date_order": "", **columns, **more}


def test_from_file_to_customers_and_back(page, shop, run, settings):
    client, here = page("laozhou"), f"/imports/{run.public_id}"
    assert "会员号" in body(client.get(here))
    checked = body(client.post(f"{here}/check", form()))
    assert "还没有写入任何东西" in checked and "12" in checked and "手机号" in checked and "林女士" in checked
    assert Customer.objects.of(shop.chain).count() == 2
    assert client.post(f"{here}/start", form()).status_code == 302
    run.refresh_from_db()
    assert (run.state, run.rows_in, run.rows_stored, run.rows_refused) == ("done", 3, 2, 1)
    assert run.started_by == f"staff:{shop.people['laozhou'].pk}" and run.source == "old"
    assert not list(Path(settings.MEDIA_ROOT, "imports").iterdir()), "the file with people's data is cleared away"
    after = body(client.get(here))
    assert "导入结果" in after and "撤销这次导入" in after
    reasons = b"".join(client.get(f"{here}/reasons.csv").streaming_content).decode("utf-8-sig")
    assert reasons.splitlines()[0].startswith("row,cell,code,reason,会员号") and "1002,赵先生,12" in reasons
    assert client.post(f"{here}/undo", {"request_key": "k"}).status_code == 302
    assert Customer.objects.of(shop.chain).count() == 2
    assert [e.what for e in Entry.objects.filter(subject_kind="import").order_by("id")] == [
        "import.brought", "import.started", "import.done", "import.undone",
    ]  # fmt: skip


def test_a_column_that_is_missing_is_said_and_what_was_chosen_stays(page, shop):
    client = page("laozhou")
    brought(client, "什么,售价\n1,2\n", kind="goods")
    run = ImportRun.objects.of(shop.chain).get()
    refused = client.post(f"/imports/{run.public_id}/check", {"source": "mine", "column-price": "售价"})
    assert refused.status_code == 422 and "品名" in body(refused) and 'value="mine"' in body(refused)
    assert client.post(f"/imports/{run.public_id}/start", {"source": "mine", "column-price": "售价"}).status_code == 422
    run.refresh_from_db()
    assert run.state == "ready" and not ImportRow.objects.of(shop.chain).exists()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no workbook", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"])
def test_what_is_no_table_is_refused_and_not_kept(page, shop, settings, data):
    refused = brought(page("laozhou"), data)
    assert refused.status_code == 422 and not ImportRun.objects.of(shop.chain).exists()
    folder = Path(settings.MEDIA_ROOT, "imports")
    assert not folder.exists() or not list(folder.iterdir())


def test_a_long_import_goes_on_behind_the_page(page, shop, run, monkeypatch):
    begun = []
    monkeypatch.setattr(run_page, "WHOLE", 1)
    monkeypatch.setattr(run_page, "begin_behind", lambda *arguments: begun.append(arguments))
    client = page("laozhou")
    assert client.post(f"/imports/{run.public_id}/start", form()).status_code == 302
    assert len(begun) == 1
    ImportRun.objects.of(shop.chain).update(state="running", rows_total=3, rows_in=1)
    bar = client.get(f"/imports/{run.public_id}/progress")
    assert "1 / 3" in body(bar) and "继续导入" in body(bar)
    ImportRun.objects.of(shop.chain).update(state="done")
    assert client.get(f"/imports/{run.public_id}/progress").headers["HX-Refresh"] == "true"


def test_strangers_and_other_roles(page, shop, run, client):
    here = f"/imports/{run.public_id}"
    paths = [("get", "/imports/"), ("get", here), ("get", f"{here}/progress"), ("get", f"{here}/reasons.csv")]
    paths += [("post", f"{here}/{what}") for what in ("check", "start", "undo")]
    for login in ("xiaozhou", "xiaomei", "jingan"):
        for method, path in paths:
            assert getattr(page(login), method)(path).status_code == 403, (login, path)
    other = build_shop("miao")
    client.force_login(other.people["laozhou"])
    for method, path in paths[1:]:
        assert getattr(client, method)(path).status_code == 404, path
    run.refresh_from_db()
    assert run.state == "ready"


def test_the_list_costs_the_same_for_one_run_and_for_many(page, shop, run, django_assert_max_num_queries):
    client = page("laozhou")
    for _more in range(5):
        brought(client)
    with django_assert_max_num_queries(8):
        assert body(client.get("/imports/")).count("people.csv") == 6
