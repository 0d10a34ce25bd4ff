"""Addresses of the pages about the shop itself."""

from django.urls import path, re_path

from wangcai.interfaces.office.shops import audit, devices, home, me, people, signing, store_settings, today

urlpatterns = [
    path("", home.home, name="home"),
    path("sign-in", signing.sign_in_page, name="sign_in"),
    path("sign-out", signing.sign_out_page, name="sign_out"),
    path("switch", signing.switch_page, name="switch"),
    path("stores", signing.choose_store, name="choose_store"),
    path("me/", me.me, name="me"),
    path("me/pin", me.my_pin, name="my_pin"),
    path("me/password", me.my_password, name="my_password"),
    path("me/duty", me.my_duty, name="my_duty"),
    path("today", today.today, name="today"),
    path("staff/", people.staff, name="staff"),
    path("staff/new", people.hire, name="hire"),
    path("staff/<int:account_id>/", people.person, name="person"),
    path("staff/<int:account_id>/leave", people.leave, name="leave"),
    path("staff/<int:account_id>/roles/<int:post_id>/end", people.end_post, name="end_post"),
    re_path(
        r"^staff/(?P<account_id>\d+)/(?P<what>name|role|pin|password)$", people.change_person, name="change_person"
    ),
    path("settings/", store_settings.settings_page, name="settings"),
    path("settings/days/<int:day_id>/end", store_settings.end_day, name="end_day"),
    path("settings/holidays", store_settings.take_holidays, name="take_holidays"),
    re_path(r"^settings/(?P<what>store|hours|day|values)$", store_settings.change_settings, name="change_settings"),
    path("devices/", devices.devices, name="devices"),
    path("devices/<int:device_id>/end", devices.end_device, name="end_device"),
    path("tokens/", devices.tokens, name="tokens"),
    path("tokens/<int:token_id>/end", devices.end_token, name="end_token"),
    path("audit/", audit.audit, name="audit"),
    path("me/language", me.my_language, name="my_language"),
]
