from django.urls import path

from wangcai.interfaces.channels.sms import views

urlpatterns = [path("hooks/sms/<slug:chain_code>", views.replied, name="sms_reply")]
