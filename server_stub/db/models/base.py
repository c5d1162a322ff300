"""What all tables share: names of constraints, so that migrations can address them, and the column types."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from server_stub.db.columns import UtcDateTime

Labels = dict[str, str]
"""A label per language: ``zh_CN``, ``ru``, ``en``."""


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime, dict[str, Any]: JSON, Labels: JSON}


class Versioned(Base):
    """A row that two administrators may edit: whoever changes it names the version they saw."""

    __abstract__ = True

    version: Mapped[int] = mapped_column(default=1)
