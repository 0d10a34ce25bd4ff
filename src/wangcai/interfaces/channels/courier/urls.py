from django.urls import path

from wangcai.interfaces.channels.courier import views

app_name = "courier"
urlpatterns = [path("hooks/carrier/<slug:chain_code>/<slug:carrier>", views.called_back, name="called_back")]
