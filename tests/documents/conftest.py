import pytest

from domain.writing.sources.documents import DocumentReader


@pytest.fixture
def reader() -> DocumentReader:
    return DocumentReader()
