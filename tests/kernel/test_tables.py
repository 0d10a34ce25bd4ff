"""A table made alone leaves the same picture of the models as Django's own way of rendering all of them."""

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState


def pointers(apps):
    """Which models point at which, as every later migration would see it."""
    return {
        model._meta.label: sorted(
            f"{relation.related_model._meta.label}.{relation.field.name}"
            for relation in model._meta.get_fields(include_hidden=True)
            if relation.auto_created and relation.is_relation and not relation.concrete
        )
        for model in apps.get_models(include_auto_created=True)
    }


def test_later_migrations_see_every_model_and_who_points_at_it():
    graph = MigrationLoader(None).graph
    state = ProjectState()
    assert state.apps.get_models() == []  # rendered before the first table, as when an empty database is migrated
    for node in dict.fromkeys(before for leaf in graph.leaf_nodes() for before in graph.forwards_plan(leaf)):
        state = graph.nodes[node].mutate_state(state)
    seen = pointers(state.apps)
    assert "orders.Order.chain" in seen["shops.Chain"]
    assert seen == pointers(ProjectState(models=state.models).apps)
