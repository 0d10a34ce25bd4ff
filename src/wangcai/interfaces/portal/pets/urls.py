"""Addresses of the owner's pets."""

from django.urls import path

from wangcai.interfaces.portal.pets import views

urlpatterns = [
    path("p/home/<slug:chain_code>/pets/<uuid:pet_id>", views.pet, name="pet"),
    path("p/home/<slug:chain_code>/pets/<uuid:pet_id>/photo", views.photo, name="pet_photo"),
    path("p/home/<slug:chain_code>/pets/<uuid:pet_id>/vaccines", views.vaccine, name="vaccine"),
    path("p/home/<slug:chain_code>/pets/<uuid:pet_id>/card", views.card, name="card"),
]
