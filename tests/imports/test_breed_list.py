from tests.imports.conftest import figures, shared_data
from wangcai.customers.public import Breed


def test_the_kennel_clubs_list_is_read_whole_and_twice_changes_nothing(importer, store):
    path = shared_data("akc-breeds.csv")
    assert figures(importer.run("breeds", path)) == (277, 277, 0, 0)
    breeds = Breed.objects.of(store.chain)
    golden = breeds.get(name_en="Golden Retriever")
    assert (golden.name, golden.coat, golden.weight_to_g, golden.height_to_cm) == ("金毛寻回犬", "double", 34019, 61)
    assert breeds.get(name_en="Affenpinscher").size == "toy"
    assert breeds.filter(species="dog", weight_to_g=None).exclude(source="").count() < 10
    count = breeds.count()
    importer.run("breeds", path)
    assert breeds.count() == count
