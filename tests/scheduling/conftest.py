from tests.delivery.conftest import desk, sit

__all__ = ["desk", "sit"]
