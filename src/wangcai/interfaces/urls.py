"""Every address of the software. The portal's signed links live under /p/, the API under /api/."""

from django.urls import include, path

from wangcai.interfaces.pictures import picture

urlpatterns = [
    path("", include("wangcai.interfaces.health")),
    path("", include("wangcai.interfaces.ui.urls")),
    path("", include("wangcai.interfaces.stream.urls")),
    path("files/<uuid:public_id>", picture, name="picture"),
    path("", include("wangcai.interfaces.counter.urls")),
    path("", include("wangcai.interfaces.floor.urls")),
    path("", include("wangcai.interfaces.office.urls")),
    path("", include("wangcai.interfaces.portal.urls")),
    path("", include("wangcai.interfaces.channels.courier.urls")),
    path("", include("wangcai.interfaces.channels.sms.urls")),
    path("", include("wangcai.interfaces.api.urls")),
]
