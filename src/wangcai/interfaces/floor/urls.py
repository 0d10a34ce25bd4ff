app_name = "floor"
urlpatterns: list = []
