"""A city's pet licences: owners to be named later, breeds matched, odd numbers told apart."""

from itertools import islice

from tests.imports.conftest import figures, shared_data
from wangcai.customers.public import Customer, Pet
from wangcai.imports.public import Table, problems_of, undo_import

HEADERS = [
    "License Issue Date",
    "License Number",
    "Animal's Name",
    "Species",
    "Primary Breed",
    "Secondary Breed",
    "ZIP Code",
]
DAY = "March 29 2005"


def test_odd_licences(importer):
    path = importer.file(
        "licences.csv", HEADERS, [DAY, "130651", "Ozzy", "Dog", "Dachshund, Standard Smooth Haired", "", "98104"],
        [DAY, "S117", "", "Livestock", "Pot-Bellied", "", "98101"], [DAY, "130651", "Ozzy", "Dog", "Dachshund", "", "98104"],
        [DAY, "130651", "Max", "Cat", "", "", ""], [DAY, "200", "Spencer", "Dog", "Retriever, Golden", "Poodle, Standard", "98107"],
        [DAY, "201", "Odd", "Dog", "Flying Carpet", "", ""], ["soon", "202", "X", "Dog", "", "", ""], [DAY, "", "Y", "Dog", "", "", ""],
    )  # fmt: skip
    done = importer.run("pet-licences", path)
    assert figures(done) == (8, 4, 1, 3)
    assert {p.code for p in problems_of(done.run)} == {"licence_repeated", "date_unclear", "empty"}
    pets = {pet.licence: pet for pet in Pet.objects.of(importer.by).select_related("breed")}
    assert pets["S117"].species == "other" and pets["200"].breed.name_en == "Golden Retriever"
    assert pets["200"].breed_text == "Retriever, Golden × Poodle, Standard"
    owner = pets["130651"].carers.get().customer
    assert "Ozzy" in owner.name and owner.addresses.get().district == "98104"
    assert "Flying Carpet" in " ".join(p.reason for p in problems_of(done.run, doubts=True))
    undo_import(run=done.run, by=importer.by)
    assert not Pet.objects.of(importer.by).exists() and not Customer.objects.of(importer.by).exists()


def test_the_first_thousand_of_the_real_file(importer):
    table = Table(shared_data("seattle-pet-licences-2018.csv.gz"))
    rows = [cells for _number, cells in islice(table.rows(), 1000)]
    done = importer.run("pet-licences", importer.file("part.csv", table.headers, *rows))
    assert sum(figures(done)[1:]) == 1000 == done.rows_in and done.rows_stored == Pet.objects.of(importer.by).count()
    assert done.run.remarks["breeds_matched"] > 0.75 * done.rows_stored


def test_the_whole_real_file_is_understood(importer):
    told = importer.rehearse("pet-licences", shared_data("seattle-pet-licences-2018.csv.gz"))
    assert told.rows_in == 66_042 == told.rows_stored + told.rows_known + told.rows_refused
    assert {problem.code for problem in told.refused} == {"licence_repeated"} and told.rows_refused < 100
    assert told.remarks["breeds_matched"] > 0.9 * told.rows_stored and len(told.doubts) < 150
