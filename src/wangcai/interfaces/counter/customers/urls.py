"""Addresses of the files of customers and pets, and of the search for everything."""

from django.urls import path

from wangcai.interfaces.counter.customers import (
    customer_acts,
    customer_page,
    family_acts,
    lists,
    merging,
    opening,
    pet_acts,
    pet_page,
    ringing,
    search,
    timeline,
)

urlpatterns = [
    path("search", search.search, name="search"),
    path("search/choices", search.choices, name="search_choices"),
    path("rings/<str:number>", ringing.ring, name="ring"),
    path("customers/", lists.customer_list, name="customers"),
    path("customers/new", opening.new_customer, name="customer_new"),
    path("customers/duplicates", merging.duplicates, name="customer_duplicates"),
    path("customers/merge", merging.merge, name="customer_merge"),
    path("customers/<int:customer_id>", customer_page.customer_file, name="customer"),
    path("customers/<int:customer_id>/timeline", timeline.customer_lines, name="customer_timeline"),
    path("customers/<int:customer_id>/timeline/<int:entry_id>", timeline.customer_entry, name="customer_entry"),
    path("customers/<int:customer_id>/print", timeline.customer_print, name="customer_print"),
    path("customers/<int:customer_id>/details", customer_acts.details, name="customer_details"),
    path("customers/<int:customer_id>/phones", customer_acts.phones, name="customer_phones"),
    path("phones/<int:phone_id>/removal", customer_acts.phone_removal, name="phone_removal"),
    path("phones/<int:phone_id>/reveal", customer_acts.phone_reveal, name="phone_reveal"),
    path("customers/<int:customer_id>/addresses", customer_acts.addresses, name="customer_addresses"),
    path("addresses/<int:address_id>/end", customer_acts.address_end, name="address_end"),
    path("customers/<int:customer_id>/consents", customer_acts.consents, name="customer_consents"),
    path("customers/<int:customer_id>/family", family_acts.family, name="customer_family"),
    path("customers/<int:customer_id>/pets", pet_acts.new_pet, name="customer_pets"),
    path("pets/<int:pet_id>", pet_page.pet_file, name="pet"),
    path("pets/<int:pet_id>/timeline", timeline.pet_lines, name="pet_timeline"),
    path("pets/<int:pet_id>/timeline/<int:entry_id>", timeline.pet_entry, name="pet_entry"),
    path("pets/<int:pet_id>/details", pet_acts.details, name="pet_details"),
    path("pets/<int:pet_id>/flags", pet_acts.flags, name="pet_flags"),
    path("flags/<int:flag_id>/end", pet_acts.flag_end, name="flag_end"),
    path("pets/<int:pet_id>/weights", pet_acts.weights, name="pet_weights"),
    path("pets/<int:pet_id>/carers", family_acts.carers, name="pet_carers"),
    path("pets/<int:pet_id>/move", family_acts.move, name="pet_move"),
]
