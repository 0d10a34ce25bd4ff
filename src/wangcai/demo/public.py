"""The door of the demo shop."""

from wangcai.demo.building import Built, build_demo

__all__ = ["Built", "build_demo"]
