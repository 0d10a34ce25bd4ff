"""The command line as an app, so that its texts have a home."""

from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "wangcai.interfaces.cli"
    label = "cli"
