"""Arguments that ask for something there is: filters that a record of the world fulfils, orders by
whatever it has, groups that may be added up, pages of a few.

Each list's filter is written about a witness: a record, and through its links the records it is
linked to. A few values are those of others, so that what holds of none is asked as well; now and
then one is such as must be refused.
"""

from __future__ import annotations

from graphql import GraphQLField, get_named_type

from schema.chain import ENTRIES
from schema.model import Entity, entities
from tests.query.generated.groupings import Groupings
from tests.query.generated.literals import Json
from tests.query.generated.witness import DEPTH
from tests.query.oracle_records import make_id
from tests.query.oracle_values import written


class Questions(Groupings):
    """Makes the arguments of any field."""

    def arguments(self, name: str, field: GraphQLField) -> dict[str, Json]:
        """The arguments of a field, without those that are left out."""
        answered = get_named_type(field.type).name
        made: dict[str, Json] = {}
        if name == "node" and "id" in field.args:
            made["id"] = self.id(self.one_of(sorted(self.oracle.seen)))
        elif name == "trace" and "of" in field.args:
            made = self.beginning()
        elif answered in entities() and "by" in field.args:
            made["by"] = self.by(entities()[answered])
        elif answered.endswith("Groups"):
            made = self.grouping(entities()[answered.removesuffix("Groups")], field)
        elif answered.endswith("Connection"):
            made = self.listing(entities()[answered.removesuffix("Connection")], field)
        elif "unit" in field.args:
            made = self.form()
        elif "tree" in field.args:
            made = {"tree": self.choice(field.args["tree"].type)} if self.likely(0.6) else {}
        elif "first" in field.args:
            made = {"first": self.size()}
        return made

    def listing(self, entity: Entity, field: GraphQLField) -> dict[str, Json]:
        made: dict[str, Json] = {}
        if "where" in field.args and self.likely(0.65):
            made["where"] = self.where(entity, self.witness(entity), DEPTH)
        if self.likely(0.6):
            made["orderBy"] = self.orders(entity)
        return made | self.page(field)

    def form(self) -> dict[str, Json]:
        made: dict[str, Json] = {}
        if self.likely(0.5):
            made["unit"] = self.one_of(["YUAN", "WAN_YUAN", "YI_YUAN"])
        if self.likely(0.4):
            made["scale"] = 7 if self.likely(self.bad) else self.chance.randrange(7)
        return made

    def by(self, entity: Entity) -> Json:
        """A record by its id or key; seldom one that is not there."""
        record = self.witness(entity)
        if record is None or self.likely(0.5):
            return {"id": self.id(entity.name)}
        key = {}
        for column in entity.key:
            if column != "home_code":
                declared = entity.fields[column]
                key[declared.wire] = written(declared, record.row[column], {})
        if "fiscalYear" in key and self.likely(self.wild):
            key["fiscalYear"] = 1999
        return {"key": key}

    def beginning(self) -> dict[str, Json]:
        if self.likely(0.3):
            return {"payment": self.by(entities()["Payment"])}
        return {"of": self.id(self.one_of(sorted(ENTRIES)))}

    def id(self, name: str) -> str:
        record = self.witness(entities()[name])
        if record is None or self.likely(self.bad):
            return self.one_of(["nonsense", "WyJTb3VyY2UiLCJ4Il0"])
        return make_id(record)
