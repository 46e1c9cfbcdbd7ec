"""An index of one indicator. Longer catalogues are kept as YAML and read with ``lbsap.data.read_value``."""

from decimal import Decimal

from lbsap.hooks import hookimpl
from lbsap.model.catalogue import Band, Catalogue, Component, Indicator, Input, Item
from lbsap.model.text import Text

LBSAP_API = 1


def band(score: int, lower: int, upper: int | None) -> Band:
    top = None if upper is None else Decimal(upper)
    return Band(score, lower=Decimal(lower), lower_inclusive=True, upper=top, provenance="provisional")


SHORELINE = Indicator(
    component="coast",
    kind="ratio",
    unit="percent",
    inputs=(
        Input("N", Text("自然岸线长度", "length of natural shoreline"), "km"),
        Input("L", Text("岸线总长度", "length of all shoreline"), "km"),
    ),
    formula="100 * N / L",
    bands=(band(0, 0, 20), band(1, 20, 35), band(2, 35, 50), band(3, 50, 70), band(4, 70, None)),
    minimum=Decimal(0),
    maximum=Decimal(100),
)


@hookimpl
def catalogues() -> list[Catalogue]:
    title = Text("自然岸线保有率", "share of natural shoreline")
    return [
        Catalogue(
            id="example.coast-index",
            version="1",
            kind="index",
            title=Text("海岸指数（样例）", "Coast index (sample)"),
            items=(Item("coast-1", "1", title, indicator=SHORELINE),),
            components=(Component("coast", Text("海岸", "Coast")),),
        )
    ]
