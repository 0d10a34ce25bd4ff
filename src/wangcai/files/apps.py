from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "wangcai.files"
    label = "files"
