"""Addresses of the settings of services."""

from django.urls import path

from wangcai.interfaces.office.services import bands, listing, places, service, surcharges, vaccines

urlpatterns = [
    path("services/", listing.services, name="services"),
    path("services/usual", listing.usual, name="services_usual"),
    path("services/new", service.new, name="service_new"),
    path("services/<int:variant_id>", service.service, name="service"),
    path("services/<int:variant_id>/offer", service.offer, name="service_offer"),
    path("services/<int:variant_id>/bands", bands.bands, name="service_bands"),
    path("services/surcharges", surcharges.surcharges, name="surcharges"),
    path("services/surcharges/new", surcharges.surcharge, name="surcharge_new"),
    path("services/surcharges/<slug:code>", surcharges.surcharge, name="surcharge"),
    path("services/places", places.places, name="places"),
    path("services/places/usual", places.usual, name="places_usual"),
    path("services/places/new", places.place, name="place_new"),
    path("services/places/<int:resource_id>", places.place, name="place"),
    path("services/places/<int:resource_id>/end", places.place_end, name="place_end"),
    path("services/vaccines", vaccines.plans, name="vaccine_plans"),
    path("services/vaccines/usual", vaccines.usual, name="vaccine_plans_usual"),
    path("services/vaccines/new", vaccines.plan, name="vaccine_plan_new"),
    path("services/vaccines/<int:plan_id>", vaccines.plan, name="vaccine_plan"),
]
