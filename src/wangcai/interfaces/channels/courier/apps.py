from django.apps import AppConfig


class CourierConfig(AppConfig):
    name = "wangcai.interfaces.channels.courier"
    label = "channel_courier"

    def ready(self) -> None:
        from wangcai.delivery.public import register_carrier
        from wangcai.interfaces.channels.courier.simulator import SimulatedCarrier

        register_carrier("simulated", SimulatedCarrier())
