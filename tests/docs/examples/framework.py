"""A prefecture's plan as a policy framework: two targets that a city can align with."""

from lbsap.hooks import hookimpl
from lbsap.model.catalogue import Link
from lbsap.model.policy import PolicyFramework, PolicyTarget
from lbsap.model.text import Text

LBSAP_API = 1


@hookimpl
def policy_frameworks() -> list[PolicyFramework]:
    return [
        PolicyFramework(
            id="example.bay-plan",
            version="1",
            layer="prefecture",
            title=Text("样例湾区生物多样性保护行动计划", "Biodiversity action plan of the sample bay"),
            short=Text("湾区计划", "Bay plan"),
            targets=(
                PolicyTarget(
                    id="BAY-1",
                    number="1",
                    group="",
                    title=Text("保护自然岸线", "Keep the natural shoreline"),
                    links=(Link("gbf", "GBF-T01"),),
                ),
                PolicyTarget(id="BAY-2", number="2", group="", title=Text("恢复红树林", "Restore mangroves")),
            ),
        )
    ]
