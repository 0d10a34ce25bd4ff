from django.apps import AppConfig


class CameraConfig(AppConfig):
    name = "wangcai.interfaces.channels.camera"
    label = "channel_camera"

    def ready(self) -> None:
        from wangcai.care.public import register_relay
        from wangcai.interfaces.channels.camera.relay import FolderRelay

        register_relay(FolderRelay())
