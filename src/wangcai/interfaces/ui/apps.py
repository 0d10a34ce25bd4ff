"""Django's entry for the look."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "wangcai.interfaces.ui"
    label = "ui"
    verbose_name = "界面"

    def ready(self) -> None:
        """Built files that do not fit their sources are made again, so that no command or test shows an old look."""
        from wangcai.interfaces.ui.build import NAMES, STAMP, asset, build_assets

        try:
            build_assets()
        except OSError:
            # A read-only installation: it came with its built files, or it cannot show pages at all.
            if not STAMP.exists():
                raise
        for name in NAMES:
            asset(name)  # from now on this process speaks of these files, even if others are built beside it
