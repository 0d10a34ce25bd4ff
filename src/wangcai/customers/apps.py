from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "wangcai.customers"
    label = "customers"

    def ready(self) -> None:
        from wangcai.customers.finding import every_customer, every_pet
        from wangcai.lookup.public import register_source

        register_source("customer", every_customer)
        register_source("pet", every_pet)
